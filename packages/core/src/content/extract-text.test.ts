import { expect, test } from "vitest";
import { extractText } from "./extract-text.ts";
import { maxCharacters } from "./extracted-text.ts";
import { writePdf } from "../../../../local/journey/write-pdf.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("plain text: one entry, one kind of line end, tidy characters", async () => {
  const file = bytes(
    "\uFEFFFirst\u00A0line.  \r\nSecond line: e\u0301 \uFB01ne.\r\n\r\n\r\n\r\nNew para\u00ADgraph.\f\u0007Next page.\n",
  );
  expect(await extractText(file, "text/plain")).toEqual({
    pages: [
      { page: null, text: "First line.\nSecond line: é fine.\n\nNew paragraph.\n\nNext page.", headings: [] },
    ],
    page_count: null,
    empty_pages: [],
  });
});

test("what plain text calls a heading is none", async () => {
  expect((await extractText(bytes("# not Markdown"), "text/plain")).pages[0]?.headings).toEqual([]);
});

test("Markdown has headings, a PDF pages", async () => {
  expect((await extractText(bytes("# Title"), "text/markdown")).pages[0]?.headings).toHaveLength(1);
  expect((await extractText(writePdf([{ paragraphs: ["One."] }]), "application/pdf")).page_count).toBe(1);
});

test("a Markdown file with front matter only is empty", async () => {
  await expect(extractText(bytes("---\ntitle: x\n---\n"), "text/markdown")).rejects.toMatchObject({
    reason: "empty",
  });
});

test("a text beyond the limit is refused", async () => {
  const file = bytes("a".repeat(maxCharacters + 1));
  await expect(extractText(file, "text/plain")).rejects.toMatchObject({ reason: "too_long" });
});
