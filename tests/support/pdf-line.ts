import type { PdfLine } from "../../packages/core/src/content/pdf-lines.ts";

/** A line of 10 points that is 400 wide, at the height `y`; `more` changes the rest. */
export const pdfLine = (text: string, y: number, more: Partial<PdfLine> = {}): PdfLine => ({
  text,
  left: 50,
  right: 450,
  y,
  size: 10,
  monospace: false,
  tabular: false,
  font: "serif",
  turn: 0,
  ...more,
});
