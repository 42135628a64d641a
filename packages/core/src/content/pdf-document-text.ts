import type { ExtractedPage, ExtractedText, Heading } from "./extracted-text.ts";
import { findVocabulary } from "./join-words.ts";
import { findBodySize, findHeadings, type LineHeading, levelsBySize } from "./pdf-headings.ts";
import type { PdfPage } from "./pdf-lines.ts";
import { pageBlocks } from "./pdf-paragraphs.ts";
import { dropRunningLines } from "./pdf-running-lines.ts";

/** Puts the lines of a document's pages together to text with headings, without what is repeated from page to page. */
export function documentText(pages: readonly PdfPage[]): ExtractedText {
  const bodySize = findBodySize(pages);
  const kept = dropRunningLines(pages, bodySize);
  const headings = kept.map((page) => findHeadings(page.lines, bodySize));
  const levels = levelsBySize(headings.flat().map((heading) => heading.size));
  const vocabulary = findVocabulary(kept.flatMap((page) => page.lines.map((line) => line.text)));
  const extracted = kept.map((page, index) =>
    pageText(page, index + 1, headings[index] ?? [], { levels, vocabulary }),
  );
  return {
    pages: extracted,
    page_count: pages.length,
    empty_pages: extracted.flatMap(({ page, text }) => (text === "" && page !== null ? [page] : [])),
  };
}

interface DocumentFacts {
  readonly levels: ReadonlyMap<number, number>;
  readonly vocabulary: ReadonlySet<string>;
}

function pageText(
  source: PdfPage,
  page: number,
  found: readonly LineHeading[],
  facts: DocumentFacts,
): ExtractedPage {
  const headings: Heading[] = [];
  let text = "";
  for (const block of pageBlocks(source.lines, found, facts.vocabulary)) {
    if (text !== "") text += "\n\n";
    if (block.heading) {
      const level = facts.levels.get(block.heading.size) ?? 1;
      headings.push({ level, text: block.text, start: text.length, end: text.length + block.text.length });
    }
    text += block.text;
  }
  return { page, text, headings };
}
