import { describe, expect, test } from "vitest";
import { writePdf, type PdfPageContent } from "../../../../local/journey/write-pdf.ts";
import { extractPdfText } from "./extract-pdf-text.ts";

const plants =
  "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen. It takes place in the chloroplasts of " +
  "plant cells, where chlorophyll absorbs red and blue light and reflects the green that we see.";

const textOf = async (...pages: PdfPageContent[]): Promise<string[]> =>
  (await extractPdfText(writePdf(pages))).pages.map((page) => page.text);

describe("the text of a page", () => {
  test("is its paragraphs, each whole, under its heading", async () => {
    const [page] = await textOf({ heading: "Light", paragraphs: [plants, "A short one.", plants] });
    expect(page).toBe(`Light\n\n${plants}\n\nA short one.\n\n${plants}`);
  });

  test("keeps every character of Windows-1252", async () => {
    const text = "“Café” – naïve façade, 5 € (½ price) \\ 100 % • Ærøskøbing…";
    expect(await textOf({ paragraphs: [text] })).toEqual([text]);
  });

  test("puts words together that were broken over a line end", async () => {
    const text =
      "The dynamics of photo-\nsynthesis, of well-\nknown plants and of self-evident truths, self-\nevident ones.";
    expect(await textOf({ paragraphs: [text, "Well-known indeed."] })).toEqual([
      "The dynamics of photosynthesis, of well-known plants and of self-evident truths, self-evident ones.\n\nWell-known indeed.",
    ]);
  });

  test("keeps the lines of a list", async () => {
    expect(await textOf({ paragraphs: ["• light\n• water\n1. air", plants] })).toEqual([
      `• light\n• water\n1. air\n\n${plants}`,
    ]);
  });

  test("is counted from 1, whatever is printed on the page", async () => {
    const { pages, page_count } = await extractPdfText(
      writePdf([{ paragraphs: ["A."] }, { paragraphs: ["B."] }], { footer: () => "xvii" }),
    );
    expect(pages.map(({ page, text }) => [page, text.slice(0, 2)])).toEqual([
      [1, "A."],
      [2, "B."],
    ]);
    expect(page_count).toBe(2);
  });
});

describe("headings", () => {
  test("are what is set larger than the body, ranked by size, with their place in the text", async () => {
    const file = writePdf([
      { heading: "A course in botany", headingSize: 24, paragraphs: [] },
      { heading: "Leaves", headingSize: 16, paragraphs: [plants] },
      {
        heading: "A heading that is so long that it goes over the end of its line",
        headingSize: 16,
        paragraphs: [plants],
      },
    ]);
    const { pages } = await extractPdfText(file);
    expect(pages.flatMap(({ headings }) => headings.map(({ level, text }) => [level, text]))).toEqual([
      [1, "A course in botany"],
      [2, "Leaves"],
      [2, "A heading that is so long that it goes over the end of its line"],
    ]);
    for (const { text, headings } of pages) {
      expect(headings.map(({ start, end }) => text.slice(start, end))).toEqual(
        headings.map((heading) => heading.text),
      );
    }
  });
});

describe("what is repeated from page to page", () => {
  const pages = (count: number): PdfPageContent[] =>
    Array.from({ length: count }, (_, index) => ({
      heading: "The same title",
      paragraphs: [`Text of its own, part ${index * 7}. ${plants}`],
    }));
  const withRunningLines = {
    header: () => "Botany for beginners",
    footer: (page: number) => `Page ${page} of 5`,
  };

  test("headers and page numbers go, titles stay", async () => {
    const { pages: extracted } = await extractPdfText(writePdf(pages(5), withRunningLines));
    for (const [index, { text }] of extracted.entries()) {
      expect(text).toBe(`The same title\n\nText of its own, part ${index * 7}. ${plants}`);
    }
  });

  test("on two pages it proves nothing and stays", async () => {
    const { pages: extracted } = await extractPdfText(writePdf(pages(2), withRunningLines));
    for (const { text } of extracted) expect(text).toContain("Botany for beginners");
  });

  test("a page that holds nothing else keeps it, but for a bare number", async () => {
    const lines = [1, 2, 3, 4].map((): PdfPageContent => ({ paragraphs: [] }));
    const exercises = await extractPdfText(writePdf(lines, { header: (page) => `Exercise ${page}` }));
    expect(exercises.pages.map(({ text }) => text)).toEqual([
      "Exercise 1",
      "Exercise 2",
      "Exercise 3",
      "Exercise 4",
    ]);
    const numbered = await extractPdfText(writePdf([...lines, { paragraphs: [plants] }], { footer: String }));
    expect(numbered.empty_pages).toEqual([1, 2, 3, 4]);
  });
});

describe("what cannot be read", () => {
  test("pages without text are named", async () => {
    const { empty_pages } = await extractPdfText(
      writePdf([{ paragraphs: [] }, { paragraphs: ["Text."] }, { paragraphs: [] }]),
    );
    expect(empty_pages).toEqual([1, 3]);
  });

  const file = writePdf([{ paragraphs: [plants] }]);
  test.each<[string, Uint8Array, string, RegExp]>([
    ["a scan", writePdf([{ paragraphs: [] }]), "no_text", /OCR/u],
    ["a locked file", writePdf([{ paragraphs: [plants] }], { locked: true }), "encrypted", /password/u],
    [
      "a file with a PDF's first line only",
      new TextEncoder().encode("%PDF-1.7\nrubbish"),
      "corrupt",
      /save it anew/u,
    ],
    ["a file cut off after its first object", file.subarray(0, 80), "corrupt", /damaged/u],
    [
      "too many pages",
      writePdf(Array.from({ length: 2001 }, () => ({ paragraphs: [] }))),
      "too_many_pages",
      /2001 pages; 2000/u,
    ],
  ])("%s", async (_name, bytes, reason, message) => {
    await expect(extractPdfText(bytes)).rejects.toMatchObject({
      name: "UnreadableFileError",
      reason,
      message: expect.stringMatching(message),
    });
  });

  test("a file whose cross-reference table is wrong is repaired", async () => {
    const wrong = Buffer.from(
      Buffer.from(file)
        .toString("latin1")
        .replaceAll(/\d{10} 00000 n/gu, "0000000007 00000 n"),
      "latin1",
    );
    expect((await extractPdfText(new Uint8Array(wrong))).pages[0]?.text).toBe(plants);
  });
});

test("the caller's bytes stay as they were", async () => {
  const file = writePdf([{ paragraphs: [plants] }]);
  const before = Buffer.from(file).toString("latin1");
  await extractPdfText(file);
  expect(Buffer.from(file).toString("latin1")).toBe(before);
});
