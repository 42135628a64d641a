import { type Measure, type TextBox, fitText } from "./fit-text.ts";
import { layOut, measureLine } from "./text-runs.ts";
import type { Style, Typefaces } from "./typefaces.ts";

type Pdf = PDFKit.PDFDocument;

/** Where a text stands: in the middle of `x`, between `top` and the height of its box below that. */
export interface Place extends TextBox {
  readonly x: number;
  readonly top: number;
  readonly style: Style;
  readonly colour: string;
  /** Between letters, in ems: for capitals, each of which is one character. */
  readonly spacing?: number;
}

/** Whether every character is in a face that we have. */
export function canBeSet(text: string, style: Style, faces: Typefaces): boolean {
  return layOut(text, style, faces) !== undefined;
}

/** Draws a text as large as its place allows, its lines in the middle of it. */
export function drawText(pdf: Pdf, faces: Typefaces, text: string, place: Place): void {
  const { spacing = 0, style, leading, height, top } = place;
  const measure = remembering((line) => measureLine(line, style, faces) + spacing * line.length);
  const { size, lines } = fitText(text, place, measure);
  const above = (height - lines.length * size * leading) / 2;
  for (const [row, line] of lines.entries()) {
    const baseline = top + above + (row + 0.5) * size * leading + size * 0.3;
    const width = measure(line) * size;
    drawLine(pdf, faces, line, { ...place, x: place.x - width / 2, baseline, size });
  }
}

/** Fitting asks for the same beginnings again and again. */
function remembering(measure: Measure): Measure {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? measure(text);
    known.set(text, width);
    return width;
  };
}

function drawLine(
  pdf: Pdf,
  faces: Typefaces,
  line: string,
  { x, baseline, size, style, colour, spacing = 0 }: Place & { baseline: number; size: number },
): void {
  pdf.fillColor(colour).fontSize(size);
  let left = x;
  for (const { text, face, width } of layOut(line, style, faces) ?? []) {
    // With a list of features, an empty one too, a run is shaped as a whole: word by word, right-to-left words would stand in the wrong order.
    pdf.font(face.path).text(text, left, baseline, {
      lineBreak: false,
      baseline: "alphabetic",
      features: [],
      characterSpacing: spacing * size,
    });
    left += (width + spacing * text.length) * size;
  }
}
