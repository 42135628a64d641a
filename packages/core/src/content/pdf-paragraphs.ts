import { joinLines } from "./join-words.ts";
import { findColumns, type Column } from "./pdf-columns.ts";
import type { LineHeading } from "./pdf-headings.ts";
import type { PdfLine } from "./pdf-lines.ts";

/** A paragraph, list, listing or heading of a page. */
export interface Block {
  readonly text: string;
  readonly heading?: LineHeading;
}

/** The lines of a page as blocks, in order: each heading one, lines that belong together one. */
export function pageBlocks(
  lines: readonly PdfLine[],
  headings: readonly LineHeading[],
  vocabulary: ReadonlySet<string>,
): Block[] {
  const leading = usualLeading(lines);
  const blocks: Block[] = [];
  let at = 0;
  for (const heading of headings) {
    blocks.push(...textBlocks(lines.slice(at, heading.first), leading, vocabulary));
    const titles = lines.slice(heading.first, heading.last + 1).map(plainText);
    blocks.push({ text: titles.reduce((title, line) => joinLines(title, line, vocabulary)), heading });
    at = heading.last + 1;
  }
  return [...blocks, ...textBlocks(lines.slice(at), leading, vocabulary)];
}

/** The median distance of two baselines, in multiples of the font size. */
function usualLeading(lines: readonly PdfLine[]): number {
  const leadings = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const leading = before && isSameSize(before, line) ? (line.y - before.y) / line.size : 0;
    return leading > 0.8 && leading < 2.5 ? [leading] : [];
  });
  return leadings.sort((a, b) => a - b)[leadings.length >> 1] ?? 1.2;
}

function textBlocks(lines: readonly PdfLine[], leading: number, vocabulary: ReadonlySet<string>): Block[] {
  const columns = findColumns(lines);
  let open = "";
  const texts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const column = columns[index];
    const before = lines[index - 1];
    const beforeColumn = columns[index - 1];
    if (!column) continue;
    const link =
      before && beforeColumn
        ? linkOf({ before, beforeColumn, line, column, after: lines[index + 1], leading })
        : "paragraph";
    if (link === "join") open = joinLines(open, plainText(line), vocabulary);
    else if (link === "line") open = `${open}\n${indented(line, column)}`;
    else {
      texts.push(open);
      open = indented(line, column);
    }
  }
  return [...texts, open].filter((text) => text !== "").map((text) => ({ text }));
}

interface Neighbours {
  readonly before: PdfLine;
  readonly beforeColumn: Column;
  readonly line: PdfLine;
  readonly column: Column;
  readonly after: PdfLine | undefined;
  readonly leading: number;
}

/** Whether a line goes on with the one before it (join), stands below it (line), or opens a paragraph. */
function linkOf(neighbours: Neighbours): "join" | "line" | "paragraph" {
  const { before, line, column, beforeColumn, leading } = neighbours;
  const goesOn = isUnfinished(neighbours);
  if (column !== beforeColumn) return goesOn ? "join" : "paragraph";
  const distance = (line.y - before.y) / Math.max(line.size, before.size);
  if (distance > leading * 1.6) return "paragraph";
  if ((distance > leading * 1.18 || !isSameSize(before, line) || isIndented(neighbours)) && !goesOn)
    return "paragraph";
  if (distance < 0.3) return "join";
  if (
    (before.monospace && line.monospace) ||
    (before.tabular && line.tabular) ||
    isListItem(line) ||
    endsEarly(neighbours)
  )
    return "line";
  return "join";
}

/** The line before is full, ends no sentence, and this one goes on in small letters. */
function isUnfinished(neighbours: Neighbours): boolean {
  const { before, line } = neighbours;
  return (
    !/[.:;?!…。！？]["'”’»)\]]*$/u.test(before.text) &&
    /^["'“‘(]?\p{Ll}/u.test(line.text) &&
    !isListItem(line) &&
    !endsEarly(neighbours)
  );
}

/** Whether the line before is an entry of a table of contents, or this line's first word would still have fitted there: then somebody meant the break. */
function endsEarly({ before, line, beforeColumn }: Neighbours): boolean {
  if (/ … (?:\d+|[ivxl]+)$/u.test(before.text) || (before.tabular && /\s\d{1,4}$/u.test(before.text)))
    return true;
  if (/\p{L}[-\u2010]$/u.test(before.text) && /^\p{Ll}/u.test(line.text)) return false;
  const firstWord = /^\S+/u.exec(line.text)?.[0].length ?? 0;
  const wordWidth = ((line.right - line.left) / line.text.length) * firstWord;
  const edge = before.right > beforeColumn.right + before.size ? beforeColumn.widest : beforeColumn.right;
  return before.right + wordWidth + before.size * 1.5 < edge;
}

/** The first line of a paragraph stands further in than the lines around it; what hangs below a list item does not count. */
function isIndented({ before, line, after, column }: Neighbours): boolean {
  const by = line.left - column.left;
  if (
    by < line.size * 0.5 ||
    by > line.size * 4 ||
    isListItem(before) ||
    (before.monospace && line.monospace)
  )
    return false;
  const returns = after === undefined || after.left < line.left - line.size * 0.3 || after.y < line.y;
  return (
    returns && Math.abs(before.left - column.left) < line.size * 0.3 && /[.:;?!…"”’)]$/u.test(before.text)
  );
}

function isListItem({ text }: PdfLine): boolean {
  return /^\s*(?:[•·–▪◦‣⁃∙*➢✓-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s|\[\d+\])/u.test(text);
}

function isSameSize(a: PdfLine, b: PdfLine): boolean {
  return Math.abs(a.size - b.size) < Math.max(a.size, b.size) * 0.12;
}

/** A line of prose: one space between words. */
function plainText(line: PdfLine): string {
  return line.text.replace(/\s+/gu, " ").trim();
}

/** A line as it opens a block: code keeps its spaces, those before it included. */
function indented(line: PdfLine, column: Column): string {
  if (!line.monospace) return plainText(line);
  const character = (line.right - line.left) / line.text.length;
  return (
    " ".repeat(Math.min(80, Math.max(0, Math.round((line.left - column.codeLeft) / character)))) +
    line.text.trim()
  );
}
