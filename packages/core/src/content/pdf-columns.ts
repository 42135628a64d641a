import { mostCommon } from "./most-common.ts";
import type { PdfLine } from "./pdf-lines.ts";

/** Lines that go down the page one below the other. */
export interface Column {
  /** Where most lines begin. */
  readonly left: number;
  /** Where full lines end. */
  readonly right: number;
  /** Where the longest line ends. */
  readonly widest: number;
  /** Where the outermost line of code begins. */
  readonly codeLeft: number;
}

/** The column of each line. A new one begins where the text turns, or goes up by more than a line. */
export function findColumns(lines: readonly PdfLine[]): Column[] {
  return splitColumns(lines).flatMap((column) => {
    const measured = measure(column);
    return column.map(() => measured);
  });
}

function splitColumns(lines: readonly PdfLine[]): PdfLine[][] {
  const columns: PdfLine[][] = [];
  for (const line of lines) {
    const last = columns.at(-1)?.at(-1);
    if (last && last.turn === line.turn && line.y > last.y - line.size) columns.at(-1)?.push(line);
    else columns.push([line]);
  }
  return columns;
}

function measure(lines: readonly PdfLine[]): Column {
  const code = lines.filter((line) => line.monospace);
  return {
    left: mostCommon(lines.map((line) => [Math.round(line.left), 1])) ?? 0,
    right: rightEdge(lines),
    widest: furthest(lines),
    codeLeft: code.reduce((left, line) => Math.min(left, line.left), Number.POSITIVE_INFINITY),
  };
}

function furthest(lines: readonly PdfLine[]): number {
  return lines.reduce((right, line) => Math.max(right, line.right), Number.NEGATIVE_INFINITY);
}

/** Where at least three lines end together, as justified text does; else where the longest ends, as in ragged text. */
function rightEdge(lines: readonly PdfLine[]): number {
  const edge = mostCommon(lines.map((line) => [Math.round(line.right / 2) * 2, line.right - line.left])) ?? 0;
  const there = lines.filter((line) => Math.abs(line.right - edge) <= 2);
  return furthest(there.length >= 3 ? there : lines);
}
