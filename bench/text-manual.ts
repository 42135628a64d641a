import { writePdf, type PdfPageContent } from "../local/journey/write-pdf.ts";
import { type Chunk, chunkText } from "../packages/core/src/content/chunk-text.ts";
import { extractText } from "../packages/core/src/content/extract-text.ts";
import type { ExtractedPage } from "../packages/core/src/content/extracted-text.ts";
import { realFile, realFiles } from "../tests/support/real-files.ts";

/** A page of a real manual, and what it was cut into. */
export interface ManualPage {
  readonly title: string;
  readonly page: ExtractedPage;
  readonly chunks: readonly Chunk[];
}

/** npm's own manual, as its HTML pages are read. */
export async function readManual(): Promise<ManualPage[]> {
  const folders = ["using-npm", "configuring-npm", "commands"].map((name) => `docs/output/${name}`);
  const pages: ManualPage[] = [];
  for (const folder of folders) {
    for (const name of await realFiles("manual", folder)) {
      const extracted = await extractText(await realFile("manual", `${folder}/${name}`), "text/html");
      const [page] = extracted.pages;
      const title = page?.headings[0]?.text.replace(/\s*@[\d.]+$/u, "") ?? name;
      if (page) pages.push({ title, page, chunks: chunkText(extracted) });
    }
  }
  return pages;
}

const charactersOfALine = 80;
const linesOfAPage = 42;

/** A PDF of so many pages from the manual's text, over again where it is too short. */
export function manualPdf(manual: readonly ManualPage[], count: number): Uint8Array {
  const pages: PdfPageContent[] = [];
  while (pages.length < count) {
    for (const { title, page } of manual) pages.push(...pagesOf(title, page.text));
    if (pages.length === 0) throw new Error("The manual has no text");
  }
  return writePdf(pages.slice(0, count), { footer: (page) => String(page) });
}

function pagesOf(title: string, text: string): PdfPageContent[] {
  const pages: PdfPageContent[] = [];
  let paragraphs: string[] = [];
  let lines = 0;
  for (const paragraph of inWinAnsi(text).split("\n\n").flatMap(inPieces)) {
    const more = 1 + Math.ceil(paragraph.length / charactersOfALine) + (paragraph.match(/\n/gu)?.length ?? 0);
    if (lines + more > linesOfAPage) {
      pages.push({ heading: title, paragraphs });
      [paragraphs, lines] = [[], 0];
    }
    paragraphs.push(paragraph);
    lines += more;
  }
  return [...pages, { heading: title, paragraphs }];
}

function inPieces(paragraph: string): string[] {
  const lines = paragraph.split("\n");
  return Array.from({ length: Math.ceil(lines.length / 10) }, (_, part) =>
    lines.slice(part * 10, part * 10 + 10).join("\n"),
  );
}

function inWinAnsi(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/gu, "-").replace(/\S{70}(?=\S)/gu, "$& ");
}
