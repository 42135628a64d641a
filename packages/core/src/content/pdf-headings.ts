import { mostCommon } from "./most-common.ts";
import { leader, round, type PdfLine, type PdfPage } from "./pdf-lines.ts";

/** A heading is set at least this much larger than the body: LaTeX's \large over 11 pt is 1.09 times as large. */
const largerBy = 1.07;
const maxLevels = 6;
const maxHeadingLines = 3;
const maxHeadingLength = 200;

/** The size of the body text: the one that most characters of the document have. 0 where there is no text. */
export function findBodySize(pages: readonly PdfPage[]): number {
  return (
    mostCommon(pages.flatMap((page) => page.lines.map((line) => [round(line.size), line.text.length]))) ?? 0
  );
}

/** Lines that form one heading, by the index of the first. */
export interface LineHeading {
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

/**
 * The headings of a page: up to three lines in a row of one size larger than the body, with a letter in them; or a line
 * of the body's size that is numbered like 2.1.3 and set in another font than most of the page.
 */
export function findHeadings(lines: readonly PdfLine[], bodySize: number): LineHeading[] {
  const body: Body = {
    size: bodySize,
    font: mostCommon(lines.map((line) => [line.font, line.text.length])),
    turn: mostCommon(lines.map((line) => [line.turn, line.text.length])),
  };
  const headings: LineHeading[] = [];
  for (let first = 0; first < lines.length;) {
    const last = endOfRun(lines, first);
    const size = headingSize(lines.slice(first, last + 1), body);
    if (size !== undefined) headings.push({ first, last, size });
    first = last + 1;
  }
  return headings;
}

interface Body {
  readonly size: number;
  readonly font: string | undefined;
  /** A stamp across or beside the text is no heading of it. */
  readonly turn: number | undefined;
}

/** The size by which a heading is ranked, if these lines are one. */
function headingSize(run: readonly PdfLine[], body: Body): number | undefined {
  const line = run[0];
  const text = run.map(({ text }) => text).join(" ");
  if (!line || line.turn !== body.turn || run.length > maxHeadingLines || text.length > maxHeadingLength)
    return undefined;
  if (!/\p{L}/u.test(text) || isEntry(text)) return undefined;
  if (isLarger(line.size, body.size)) return round(line.size);
  const depth = numberingDepth(line);
  // Below every larger heading, deeper numbers below shallower ones.
  return depth > 1 && isApart(line, body) ? body.size - depth / 100 : undefined;
}

function isLarger(size: number, bodySize: number): boolean {
  return size >= bodySize * largerBy && size - bodySize >= 0.7;
}

/** How many parts the number of a heading has: three in "2.1.3 Scope". */
function numberingDepth({ text }: PdfLine): number {
  const number = /^(\d{1,3}(?:\.\d{1,3})+)\.?\s+\p{Lu}/u.exec(text)?.[1];
  return number?.split(".").length ?? 0;
}

function isApart(line: PdfLine, body: Body): boolean {
  return line.font !== undefined && line.font !== body.font && round(line.size) === body.size;
}

/** Lines close below one another that are set alike; a number opens a new heading. */
function endOfRun(lines: readonly PdfLine[], first: number): number {
  let last = first;
  for (; last + 1 < lines.length; last += 1) {
    const line = lines[last];
    const next = lines[last + 1];
    if (!line || !next || round(next.size) !== round(line.size) || next.turn !== line.turn) break;
    if (next.y < line.y || next.y - line.y > line.size * 1.6) break;
    if (numberingDepth(next) > 0 || (numberingDepth(lines[first] ?? line) > 0 && next.font !== line.font))
      break;
  }
  return last;
}

/** An entry of a table of contents looks like the heading that it points to. */
function isEntry(text: string): boolean {
  return text.includes(` ${leader} `);
}

/** Levels by size, the largest being 1. */
export function levelsBySize(sizes: readonly number[]): Map<number, number> {
  const distinct = [...new Set(sizes)].sort((a, b) => b - a);
  return new Map(distinct.map((size, index) => [size, Math.min(index + 1, maxLevels)]));
}
