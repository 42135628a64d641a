import type { ReportContent } from "../report-content.ts";
import { type Faces, type Pdf, colours, inner, page } from "./page.ts";

/** Title and subtitle; answers with where they end. */
export function drawHeading(pdf: Pdf, faces: Faces, { title, subtitle }: ReportContent): number {
  const { left, width } = inner;
  pdf.rect(0, 0, page.width, 6).fill(colours.accent);
  pdf.font(faces.bold).fontSize(20).fillColor(colours.ink);
  pdf.text(title, left, page.margin, { width, height: 52, ellipsis: true });
  pdf.font(faces.regular).fontSize(9.5).fillColor(colours.quiet);
  pdf.text(subtitle, left, pdf.y + 3, { width, height: 26, ellipsis: true });
  return pdf.y + 12;
}

const [inRow, height, gap] = [5, 44, 8];

/** Tiles of figures, five in a row; answers with where they end. */
export function drawFigures(pdf: Pdf, faces: Faces, { figures }: ReportContent, top: number): number {
  const columns = Math.min(inRow, figures.length);
  const width = (inner.width - (columns - 1) * gap) / columns;
  for (const [place, { label, value }] of figures.entries()) {
    const left = inner.left + (place % columns) * (width + gap);
    const y = top + Math.floor(place / columns) * (height + gap);
    pdf.roundedRect(left, y, width, height, 3).fill(colours.band);
    pdf.font(faces.bold).fontSize(15).fillColor(colours.accent);
    pdf.text(value, left + 9, y + 7, { width: width - 18, lineBreak: false });
    pdf.font(faces.regular).fontSize(8).fillColor(colours.quiet);
    pdf.text(label, left + 9, y + 28, { width: width - 18, lineBreak: false });
  }
  return top + Math.ceil(figures.length / columns) * (height + gap) + 8;
}
