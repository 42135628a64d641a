import { tidyCharacters } from "./tidy-text.ts";

/** What the parser gives: runs of text with their position, in the order of the page's content stream. */
export interface TextRun {
  readonly str: string;
  readonly dir: string;
  readonly width: number;
  readonly transform: readonly number[];
  readonly fontName: string;
}

/** The fonts of a page by the name that runs give. */
export type Styles = Readonly<Record<string, { readonly fontFamily: string }>>;

/** A run where it stands on the page as it is shown; lengths in points. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly monospace: boolean;
  readonly font: string;
  readonly turn: number;
  readonly backwards: boolean;
}

/** Marked-content marks come among the runs; they have no text. */
export function isRun(item: object): item is TextRun {
  return "str" in item;
}

/**
 * Puts a run where it is seen: x along the text and y from line to line downwards, whichever of the four ways it is turned.
 */
export function placePiece(run: TextRun, styles: Styles, viewport: readonly number[]): Piece {
  const [a, b, c, d, e, f] = multiply(viewport, run.transform);
  const scale = Math.hypot(viewport[0] ?? 1, viewport[1] ?? 0);
  const turn = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [x, y] = turned(e, f, turn);
  const monospace = styles[run.fontName]?.fontFamily === "monospace";
  return {
    text: tidyCharacters(run.str),
    left: x,
    right: x + run.width * scale,
    y,
    size: Math.hypot(c, d),
    monospace,
    font: run.fontName,
    turn,
    backwards: run.dir === "rtl",
  };
}

/** A point in the axes of text that is turned by quarter turns: along the text, and down from line to line. */
function turned(x: number, y: number, turn: number): [number, number] {
  if (turn === 1) return [y, -x];
  if (turn === 2) return [-x, -y];
  if (turn === 3) return [-y, x];
  return [x, y];
}

type Matrix = [number, number, number, number, number, number];

/** The product of two PDF matrices [a b c d e f]: first `second`, then `first`. */
function multiply(first: readonly number[], second: readonly number[]): Matrix {
  const [a1, b1, c1, d1, e1, f1] = six(first);
  const [a2, b2, c2, d2, e2, f2] = six(second);
  return [
    a1 * a2 + c1 * b2,
    b1 * a2 + d1 * b2,
    a1 * c2 + c1 * d2,
    b1 * c2 + d1 * d2,
    a1 * e2 + c1 * f2 + e1,
    b1 * e2 + d1 * f2 + f1,
  ];
}

function six([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}
