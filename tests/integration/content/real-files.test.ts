import { describe, expect, it } from "vitest";
import { chunkText } from "@smartcourse/core/content/chunk-text";
import { detectFileType } from "@smartcourse/core/content/detect-file-type";
import { extractText } from "@smartcourse/core/content/extract-text";
import type { TextType } from "@smartcourse/core/content/extracted-text";
import { type RealPackage, realFile, realFiles } from "../../support/real-files.ts";

// Files that other programs made, from packages that carry them; no service is needed.
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const read = async (from: RealPackage, path: string, type: TextType) => {
  const bytes = await realFile(from, path);
  return extractText(bytes, detectFileType(bytes, type));
};
const textOf = async (from: RealPackage, path: string, type: TextType): Promise<string> =>
  (await read(from, path, type)).pages.map(({ text }) => text).join("\n\n");
const word = (name: string): Promise<string> => textOf("word", `test/test-data/${name}.docx`, docx);

describe("documents that Word saved", () => {
  it.each([
    ["tables", "Above\n\nTop left | Top right\nBottom left | Bottom right\n\nBelow"],
    ["simple-list", "- Apple\n- Banana"],
    ["footnotes", "Ouch.\n\nA tachyon walks into a bar.\n\nFin."],
    ["endnotes", "Ouch.\n\nA tachyon walks into a bar.\n\nFin."],
    ["text-box", "Datum plane"],
    ["strict-format", "Test"],
    ["utf8-bom", "This XML has a byte order mark."],
    ["comments", "Ouch."],
  ])("%s", async (name, expected) => {
    expect(await word(name)).toBe(expected);
  });

  it("of which one has only a picture is refused", async () => {
    await expect(word("tiny-picture")).rejects.toMatchObject({ reason: "empty" });
  });
});

describe("a manual in HTML", () => {
  it("gives its text and headings without menus, whatever page it is", async () => {
    const names = await realFiles("manual", "docs/output/commands");
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      const { pages } = await read("manual", `docs/output/commands/${name}`, "text/html");
      const [page] = pages;
      expect([name, page?.headings.some(({ text }) => text === "Description")]).toEqual([name, true]);
      expect(page?.text).not.toMatch(/Table of contents|<\/?(?:div|p|h[1-6]|code)>/u);
    }
  });

  it("is cut into passages that know the headings over them", async () => {
    const extracted = await read("manual", "docs/output/commands/npm-install.html", "text/html");
    const found = chunkText(extracted).find(({ heading_path }) => heading_path.at(-1) === "ignore-scripts");
    expect(found?.heading_path).toEqual(["npm-install @11.6.2", "Configuration", "ignore-scripts"]);
    expect(found?.text).toContain("Default: false");
  });
});

describe("papers in PDF", () => {
  it("one that LaTeX set in two columns, with its headings", async () => {
    const { pages, page_count, empty_pages } = await read(
      "papers",
      "test/data/01-valid.pdf",
      "application/pdf",
    );
    expect([page_count, empty_pages]).toEqual([14, []]);
    const headings = pages.flatMap((page) => page.headings.map(({ text }) => text));
    expect(headings).toContain("Trace-based Just-in-Time Type Specialization for Dynamic Languages");
    expect(headings.filter((text) => /^[1-9]\. /u.test(text)).slice(0, 3)).toEqual([
      "1. Introduction",
      "2. Overview: Example Tracing Run",
      "3. Trace Trees",
    ]);
  });

  it("one that is damaged is refused", async () => {
    await expect(read("papers", "test/data/03-invalid.pdf", "application/pdf")).rejects.toMatchObject({
      name: "UnreadableFileError",
    });
  });
});

describe("captions", () => {
  it.each(["vtt", "srt"] as const)("of a film, as %s, have their times", async (kind) => {
    const type = kind === "vtt" ? "text/vtt" : "application/x-subrip";
    const extracted = await read("captions", `test/fixtures/sample.${kind}`, type);
    const chunks = chunkText(extracted);
    expect(chunks[0]?.text).toContain("my name is Alice Miller and this is John Brown");
    expect(chunks[0]?.text).not.toMatch(/-->|<|::cue|enjoy reading/u);
    const cues = extracted.pages[0]?.cues ?? [];
    expect(chunks[0]?.start_seconds).toBe(cues[0]?.start_seconds);
    expect(chunks.at(-1)?.end_seconds).toBe(cues.at(-1)?.end_seconds);
  });
});
