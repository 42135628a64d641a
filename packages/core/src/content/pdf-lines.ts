import { mostCommon } from "./most-common.ts";
import { isRun, placePiece, type Piece, type Styles } from "./pdf-pieces.ts";

/** A line of text on a page. Lengths in points; `y` is the baseline, counted downwards; x and y follow the text's own direction. */
export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Font size of most of its characters. */
  readonly size: number;
  readonly monospace: boolean;
  /** Whether there are wide gaps in it, as in a row of a table. */
  readonly tabular: boolean;
  /** The font's name on this page, where the whole line has one font. */
  readonly font: string | undefined;
  /** Quarter turns clockwise of the text on the page as it is shown. */
  readonly turn: number;
}

export interface PdfPage {
  readonly height: number;
  readonly lines: readonly PdfLine[];
}

/** Runs on one baseline. `main` is the largest of them, by which super- and subscripts are told. */
interface Row {
  readonly pieces: Piece[];
  main: Piece;
  last: Piece;
}

/**
 * The lines of a page, from the parser's runs of text in the order of the file: in practice the order of reading, columns
 * included. `viewport` is the matrix that takes the page's coordinates to what is shown.
 */
export function pageLines(items: readonly object[], styles: Styles, viewport: readonly number[]): PdfLine[] {
  const rows: Row[] = [];
  for (const item of items) {
    if (!isRun(item) || item.str.trim() === "") continue;
    const piece = placePiece(item, styles, viewport);
    const row = rows.at(-1);
    if (!row || !continues(row, piece)) rows.push({ pieces: [piece], main: piece, last: piece });
    else if (!isOverprint(row.last, piece)) addPiece(row, piece);
  }
  return rows.map((row) => joinRow(row.pieces)).filter((line) => line.text !== "");
}

function addPiece(row: Row, piece: Piece): void {
  row.pieces.push(piece);
  row.last = piece;
  if (piece.size > row.main.size) row.main = piece;
}

/** Same baseline, super- and subscripts included, and not back to the left, where another column or a table cell begins. */
function continues({ main, last }: Row, piece: Piece): boolean {
  if (last.turn !== piece.turn) return false;
  if (Math.abs(piece.y - main.y) > Math.max(main.size, piece.size) * 0.5) return false;
  return (
    piece.backwards ||
    last.backwards ||
    isOverprint(last, piece) ||
    piece.left > last.right - piece.size * 1.5
  );
}

/** Bold made by printing the same run twice, a hair apart. */
function isOverprint(last: Piece, piece: Piece): boolean {
  const near = piece.size * 0.2;
  return (
    piece.text === last.text && Math.abs(piece.left - last.left) < near && Math.abs(piece.y - last.y) < near
  );
}

function joinRow(row: readonly Piece[]): PdfLine {
  const main = dominant(row);
  const monospace = row.every((piece) => piece.monospace);
  return {
    text: shortenLeader(
      row.reduce((text, piece, index) => text + gap(row[index - 1], piece, monospace) + piece.text, ""),
    ),
    left: row.reduce((left, piece) => Math.min(left, piece.left), main.left),
    right: row.reduce((right, piece) => Math.max(right, piece.right), main.right),
    y: main.y,
    size: main.size,
    monospace,
    tabular: row.some((piece, index) => gapWidth(row[index - 1], piece) > piece.size * 1.5),
    font: row.every((piece) => piece.font === main.font) ? main.font : undefined,
    turn: main.turn,
  };
}

/** The dots that lead the eye to a page number in a table of contents say nothing: one ellipsis stands for them. */
function shortenLeader(text: string): string {
  return text.replace(/\s*(?:\s\.){4,}\s*|\s*\.{5,}\s*/gu, ` ${leader} `).trimEnd();
}

/** What a row of dots has become. */
export const leader = "…";

/** A piece of the size that most of the row's characters have. */
function dominant(row: readonly Piece[]): Piece {
  const size = mostCommon(row.map((piece) => [round(piece.size), piece.text.length]));
  return row.reduce((main, piece) => (round(main.size) === size ? main : piece));
}

/** Sizes to half a point, so that what is meant to be one size is one. */
export function round(size: number): number {
  return Math.round(size * 2) / 2;
}

/** The space between two runs of a line; in code, as many spaces as fit. */
function gap(before: Piece | undefined, piece: Piece, monospace: boolean): string {
  if (!before || /\s$/u.test(before.text) || /^\s/u.test(piece.text)) return "";
  const width = gapWidth(before, piece);
  if (width < piece.size * 0.15) return "";
  if (!monospace) return " ";
  const character = (before.right - before.left) / before.text.length;
  return " ".repeat(Math.min(80, Math.max(1, Math.round(width / character))));
}

function gapWidth(before: Piece | undefined, piece: Piece): number {
  if (!before) return 0;
  return before.backwards ? before.left - piece.right : piece.left - before.right;
}
