/** Points: A4, upright. */
export const page = { width: 595.28, height: 841.89, margin: 42 } as const;
export const inner = { left: page.margin, width: page.width - 2 * page.margin } as const;
export const bottom = page.height - page.margin - 18;

export const colours = {
  ink: "#1f2933",
  quiet: "#66737f",
  line: "#d9dfe5",
  band: "#f3f6f8",
  accent: "#1f5f8b",
  second: "#e08e45",
} as const;

/** The colours of a chart's series, in their order. */
export const seriesColours = [colours.accent, colours.second] as const;

export type Pdf = PDFKit.PDFDocument;
export interface Faces {
  readonly regular: string;
  readonly bold: string;
}
