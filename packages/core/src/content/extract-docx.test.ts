import { describe, expect, test } from "vitest";
import { type DocxParts, writeDocx, writeZip } from "../../../../tests/support/write-zip.ts";
import { extractDocx } from "./extract-docx.ts";
import { openArchive } from "./open-archive.ts";

const p = (text: string, properties = ""): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const styled = (style: string, text: string): string => p(text, `<w:pStyle w:val="${style}"/>`);
const item = (text: string, list = 1, indent = 0): string =>
  p(text, `<w:numPr><w:ilvl w:val="${indent}"/><w:numId w:val="${list}"/></w:numPr>`);
const style = (id: string, name: string, more = ""): string =>
  `<w:style w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;

const styles = [
  style("Titel", "Title"),
  style("berschrift1", "heading 1"),
  style("berschrift2", "Heading 2", `<w:basedOn w:val="berschrift1"/>`),
  style("Eigene", "Our chapter", `<w:pPr><w:outlineLvl w:val="2"/></w:pPr>`),
  style("Kind", "Child of ours", `<w:basedOn w:val="Eigene"/>`),
  style("Kreis", "Circle", `<w:basedOn w:val="Kreis"/>`),
  style("Verzeichnis1", "toc 1"),
  style("Quelltext", "Source Code"),
].join("");
const numbering =
  `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>` +
  `<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>` +
  `<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>`;

const extract = async (parts: DocxParts) => {
  const { pages, page_count } = await extractDocx(writeDocx(parts));
  expect(page_count).toBeNull();
  return pages[0] ?? expect.fail("no page");
};
const textOf = async (body: string, more: Partial<DocxParts> = {}): Promise<string> =>
  (await extract({ body, ...more })).text;

describe("headings", () => {
  const body = [
    styled("berschrift1", "Bees"),
    p("Text."),
    styled("berschrift2", "Dance"),
    styled("Kind", "Round dance"),
    styled("Kreis", "No heading."),
    p("Own level", `<w:outlineLvl w:val="0"/>`),
    p("Text again.", `<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>`),
  ].join("");

  test("have the level of their style, whatever its id, of those that it is based on, or their own", async () => {
    const page = await extract({ body, styles });
    expect(page.headings.map(({ level, text }) => [level, text])).toEqual([
      [1, "Bees"],
      [2, "Dance"],
      [3, "Round dance"],
      [1, "Own level"],
    ]);
    for (const { start, end, text } of page.headings) expect(page.text.slice(start, end)).toBe(text);
  });

  test("stand under the document's title, where there is one", async () => {
    const { headings } = await extract({ body: styled("Titel", "Handbook") + body, styles });
    expect(headings.map(({ level }) => level)).toEqual([1, 2, 3, 4, 2]);
  });
});

test("lists have markers: numbers that count from where they start, bullets, by depth", async () => {
  const body =
    item("three") + item("dot", 1, 1) + item("four") + p("Between.") + item("five") + item("?", 99);
  expect(await textOf(body, { numbering })).toBe("3. three\n  - dot\n4. four\n\nBetween.\n\n5. five\n- ?");
});

test("tables are rows of cells; one that holds headings only places them", async () => {
  const row = (...cells: string[]): string =>
    `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join("")}</w:tr>`;
  const data = `<w:tbl>${row(p("tool"), p("use"))}${row(p("veil") + p("hat"), p("face"))}${row(p(""), p(""))}</w:tbl>`;
  expect(await textOf(p("Above.") + data + p("Below."))).toBe(
    "Above.\n\ntool | use\nveil hat | face\n\nBelow.",
  );
  const layout = `<w:tbl>${row(p("left"), styled("berschrift1", "Right") + p("text"))}</w:tbl>`;
  const page = await extract({ body: layout, styles });
  expect(page.text).toBe("left\n\nRight\n\ntext");
  expect(page.headings).toHaveLength(1);
});

test("code keeps its lines and spaces", async () => {
  const code = styled("Quelltext", "def swarm():") + styled("Quelltext", "    return 5") + p("Text.");
  expect(await textOf(code, { styles })).toBe("def swarm():\n    return 5\n\nText.");
});

test("notes stand behind the paragraph that they belong to", async () => {
  const note = (id: number, text: string, more = ""): string =>
    `<w:footnote w:id="${id}" ${more}>${p(text)}</w:footnote>`;
  const body = `<w:p><w:r><w:t>Drones.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>${p("More.")}`;
  const footnotes = note(0, "----", `w:type="separator"`) + note(2, "They do not sting.");
  expect(await textOf(body, { footnotes })).toBe("Drones.\n\nThey do not sting.\n\nMore.");
});

test.each<[string, string, string]>([
  [
    "deleted text",
    `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`,
    "new",
  ],
  [
    "hidden text",
    `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>yes</w:t></w:r></w:p>`,
    "yes",
  ],
  ["codes of fields", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>`, "7"],
  [
    "what older programs show instead",
    `<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
    "new",
  ],
  ["entities that the file declares", `<w:p><w:r><w:t>a&lol;&amp;&#x42;</w:t></w:r></w:p>`, "a&lol;&B"],
])("%s: read as it is seen", async (_what, body, expected) => {
  expect(await textOf(body)).toBe(expected);
});

test("breaks, tabs and hyphens are read, tab stops are not", async () => {
  const body = `<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>`;
  expect(await textOf(body)).toBe("a b\nc-d");
});

test("a text box is read, its paragraph after those that it holds", async () => {
  const box = `<w:p><w:r><w:t>around</w:t></w:r><w:r><w:txbxContent>${p("inside")}</w:txbxContent></w:r></w:p>`;
  expect(await textOf(box)).toBe("inside\n\naround");
});

test("a table of contents is left out", async () => {
  expect(await textOf(styled("Verzeichnis1", "Bees 3") + p("Text."), { styles })).toBe("Text.");
});

test("names may have another prefix than Word gives them", async () => {
  const body = writeDocx({ body: p("Text.") });
  const archive = await openArchive(body);
  const parts = await Promise.all(
    [...archive.paths].map(async (path) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of archive.read(path)) pieces.push(piece);
      const xml = Buffer.concat(pieces).toString().replaceAll("w:", "x:").replaceAll("xmlns:w", "xmlns:x");
      return { path, content: xml };
    }),
  );
  expect((await extractDocx(writeZip(parts))).pages[0]?.text).toBe("Text.");
});

describe("refused", () => {
  const good = writeDocx({ body: p("Text.") });
  const macroType = "application/vnd.ms-word.document.macroEnabled.main+xml";
  test.each<[string, Uint8Array, string]>([
    ["a file that is cut off", good.subarray(0, good.length - 30), "corrupt"],
    ["no ZIP at all", new TextEncoder().encode("PK\x03\x04 and nothing more"), "corrupt"],
    ["an archive of something else", writeZip([{ path: "a.txt", content: "a" }]), "type_mismatch"],
    [
      "a presentation",
      writeDocx({
        body: "",
        mainType: "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      }),
      "type_mismatch",
    ],
    ["macros by type", writeDocx({ body: p("x"), mainType: macroType }), "macros"],
    [
      "macros by part",
      writeDocx({ body: p("x"), more: [{ path: "word/vbaProject.bin", content: "x" }] }),
      "macros",
    ],
    [
      "a part with a password",
      writeDocx({ body: p("x"), more: [{ path: "a", content: "x", says: { encrypted: true } }] }),
      "encrypted",
    ],
    ["elements without end in one another", writeDocx({ body: "<w:a>".repeat(2000) }), "corrupt"],
    [
      "a part that says it is huge",
      writeDocx({ body: p("x"), more: [{ path: "a", content: "x", says: { size: 600 * 1024 * 1024 } }] }),
      "too_large",
    ],
    ["a document without an element", writeZip([{ path: "[Content_Types].xml", content: "" }]), "corrupt"],
    [
      "too many parts",
      writeDocx({
        body: p("x"),
        more: Array.from({ length: 5000 }, (_, at) => ({ path: `p${at}`, content: "" })),
      }),
      "too_large",
    ],
  ])("%s", async (_what, file, reason) => {
    await expect(extractDocx(file)).rejects.toMatchObject({ name: "UnreadableFileError", reason });
  });
});

describe("an archive that lies", () => {
  const limits = { parts: 10, bytes: 10_000_000, partBytes: 1_000_000 };
  const readAll = async (says: { size?: number; checksum?: number }, content = "x".repeat(2_000_000)) => {
    const archive = await openArchive(writeZip([{ path: "a", content, says }]), limits);
    let length = 0;
    for await (const piece of archive.read("a")) length += piece.length;
    return length;
  };

  test("about a size that would be too much is stopped as it is inflated", async () => {
    await expect(readAll({ size: 10 })).rejects.toMatchObject({ reason: "corrupt" });
    await expect(readAll({})).rejects.toMatchObject({ reason: "too_large" });
  });

  test("about its checksum is damaged", async () => {
    await expect(readAll({ checksum: 1 }, "abc")).rejects.toMatchObject({ reason: "corrupt" });
    await expect(readAll({}, "abc")).resolves.toBe(3);
  });
});
