import type { Cell, Column, ReportContent } from "../report-content.ts";
import { type Faces, type Pdf, bottom, colours, inner, page } from "./page.ts";

/** A PDF is to be read: who wants more rows takes the CSV. */
export const mostRows = 2_000;
const rowHeight = 17;

/** The rows, over as many pages as they need, each with the column titles. */
export async function drawTable(pdf: Pdf, faces: Faces, content: ReportContent, top: number): Promise<void> {
  const columns = layOut(content.columns);
  let y = drawHead(pdf, faces, columns, top);
  let count = 0;
  for await (const row of content.rows()) {
    if (count === mostRows) return drawNote(pdf, faces, y);
    if (y + rowHeight > bottom) {
      pdf.addPage();
      y = drawHead(pdf, faces, columns, page.margin);
    }
    if (count % 2 === 1) pdf.rect(inner.left, y, inner.width, rowHeight).fill(colours.band);
    pdf.font(faces.regular).fontSize(7.5).fillColor(colours.ink);
    for (const [place, column] of columns.entries()) drawCell(pdf, column, shown(row[place] ?? null), y);
    y += rowHeight;
    count++;
  }
  if (count === 0)
    pdf
      .font(faces.regular)
      .fontSize(8.5)
      .fillColor(colours.quiet)
      .text("Nobody yet", inner.left, y + 6);
}

type Placed = Column & { readonly left: number; readonly points: number };

function layOut(columns: readonly Column[]): Placed[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let { left }: { left: number } = inner;
  return columns.map((column) => {
    const points = (column.width / whole) * inner.width;
    const placed = { ...column, left, points };
    left += points;
    return placed;
  });
}

function drawHead(pdf: Pdf, faces: Faces, columns: readonly Placed[], top: number): number {
  pdf.font(faces.bold).fontSize(7.5).fillColor(colours.ink);
  for (const column of columns) drawCell(pdf, column, column.title, top);
  const y = top + rowHeight;
  pdf
    .moveTo(inner.left, y)
    .lineTo(inner.left + inner.width, y)
    .lineWidth(0.8)
    .stroke(colours.accent);
  return y + 2;
}

function drawCell(pdf: Pdf, { left, points, align }: Placed, text: string, y: number): void {
  const box = { width: points - 8, height: 9, lineBreak: false, ellipsis: true };
  pdf.text(text, left + 4, y + 5, { ...box, align: align ?? "left" });
}

/** A time is shown by its day. */
function shown(cell: Cell): string {
  if (cell === null) return "–";
  return typeof cell === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cell)
    ? cell.slice(0, 10)
    : String(cell);
}

function drawNote(pdf: Pdf, faces: Faces, y: number): void {
  pdf.font(faces.regular).fontSize(8.5).fillColor(colours.quiet);
  pdf.text(
    `These are the first ${mostRows.toLocaleString("en")} rows; the CSV has all of them.`,
    inner.left,
    y + 6,
  );
}
