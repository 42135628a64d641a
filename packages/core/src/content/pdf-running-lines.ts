import type { PdfLine, PdfPage } from "./pdf-lines.ts";

/** A header or footer has at most so many rows, and lies in this share of the page's height from its edge. */
const maxRows = 3;
const margin = 0.17;
/** How near other pages must be that have the same line, and how many of them: headers alternate left and right. */
const neighbourhood = 4;
const othersNeeded = 2;

/**
 * Drops running headers and footers: what stands apart from the text at the edge of a page if each row of it comes again,
 * in the same place and with the same words or a number that counts along, on two pages more within four. Larger type
 * than `bodySize` is a heading (of a slide, say) and stays; so does the line of a page that has no other, unless it is a bare number.
 */
export function dropRunningLines(pages: readonly PdfPage[], bodySize: number): PdfPage[] {
  const left = dropEdge(dropEdge(pages, bodySize, "top"), bodySize, "bottom");
  return pages.map((page, index) => {
    const kept = left[index] ?? page;
    return kept.lines.length > 0 || page.lines.every(isBareNumber) ? kept : page;
  });
}

type Edge = "top" | "bottom";

function dropEdge(pages: readonly PdfPage[], bodySize: number, edge: Edge): PdfPage[] {
  const blocks = pages.map((page) => edgeBlock(page, edge));
  const signs = blocks.map(
    (rows, index) => new Set(rows.flat().flatMap((line) => signsOf(line, index, bodySize))),
  );
  return pages.map((page, index) => {
    const rows = blocks[index] ?? [];
    const runs = (line: PdfLine): boolean =>
      signsOf(line, index, bodySize).some((sign) => isRepeated(signs, index, sign));
    if (rows.length === 0 || !rows.every((row) => row.some(runs))) return page;
    const running = new Set(rows.flat());
    return { ...page, lines: page.lines.filter((line) => !running.has(line)) };
  });
}

/** The rows at the edge of a page, from outside in, if a gap as of a header sets them apart from the rest. */
function edgeBlock({ lines, height }: PdfPage, edge: Edge): PdfLine[][] {
  const block: PdfLine[][] = [];
  for (const row of rowsFrom(lines, edge)) {
    const outer = block.at(-1);
    if (outer && distance(outer, row) > 1.45) return block;
    const fromEdge = edge === "top" ? baseline(row) : height - baseline(row);
    if (block.length === maxRows || fromEdge > height * margin) return [];
    block.push(row);
  }
  return block;
}

/** The lines of a page by baseline, from an edge inwards. */
function rowsFrom(lines: readonly PdfLine[], edge: Edge): PdfLine[][] {
  const rows: PdfLine[][] = [];
  const upright = lines
    .filter((line) => line.turn === 0)
    .sort((a, b) => (edge === "top" ? a.y - b.y : b.y - a.y));
  for (const line of upright) {
    const row = rows.at(-1);
    if (row && Math.abs(baseline(row) - line.y) < 3) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

function baseline(row: readonly PdfLine[]): number {
  return row[0]?.y ?? 0;
}

/** How far two rows are from each other, in multiples of the larger one's size. */
function distance(a: readonly PdfLine[], b: readonly PdfLine[]): number {
  const size = [...a, ...b].reduce((largest, line) => Math.max(largest, line.size), 0);
  return Math.abs(baseline(a) - baseline(b)) / size;
}

/** By what a line would be known again on another page: its words and place, and how far its number is from the page's. */
function signsOf(line: PdfLine, index: number, bodySize: number): string[] {
  if (line.size > bodySize * 1.1) return [];
  const place = Math.round(line.y);
  const text = line.text.trim();
  const words = isRoman(text) ? "roman" : text;
  const numbers = [/^\D{0,3}(\d{1,4})\b/u, /\b(\d{1,4})(?:\s*(?:of|\/)\s*\d{1,4})?\D{0,3}$/u].map(
    (place) => place.exec(text)?.[1],
  );
  const counts = numbers.flatMap((number) =>
    number === undefined ? [] : [`${place} counts from ${Number(number) - index}`],
  );
  return [`${place} ${words}`, ...counts];
}

function isRepeated(signs: readonly ReadonlySet<string>[], index: number, sign: string): boolean {
  const near = signs.slice(Math.max(0, index - neighbourhood), index + neighbourhood + 1);
  return near.filter((other) => other.has(sign)).length > othersNeeded;
}

function isRoman(text: string): boolean {
  return /^[ivxlc]{1,8}$/iu.test(text);
}

function isBareNumber({ text }: PdfLine): boolean {
  return isRoman(text.trim()) || /^\W*\d{1,4}\W*$/u.test(text);
}
