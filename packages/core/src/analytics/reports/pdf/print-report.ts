import { join } from "node:path";
import type { Readable } from "node:stream";
import { default as Document } from "pdfkit";
import type { ReportContent } from "../report-content.ts";
import { drawChart } from "./draw-chart.ts";
import { drawFigures, drawHeading } from "./draw-heading.ts";
import { drawTable } from "./draw-table.ts";
import { type Faces, type Pdf, colours, inner, page } from "./page.ts";

interface Printing {
  readonly now: Date;
  /** The folder of the faces. */
  readonly fonts: string;
}

/** A report as a PDF: its figures, its chart, its rows, on pages that are numbered. */
export async function printReport(content: ReportContent, { now, fonts }: Printing): Promise<Readable> {
  const faces = { regular: join(fonts, "regular.ttf"), bold: join(fonts, "bold.ttf") };
  const pdf = new Document({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    font: faces.regular,
    info: { Title: content.title, Author: "SmartCourse", Subject: content.subtitle, CreationDate: now },
  });
  const top = drawFigures(pdf, faces, content, drawHeading(pdf, faces, content));
  await drawTable(pdf, faces, content, drawChart(pdf, faces, content.chart, top));
  numberPages(pdf, faces, content.title, now);
  pdf.end();
  return pdf;
}

function numberPages(pdf: Pdf, faces: Faces, title: string, now: Date): void {
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at);
    pdf.font(faces.regular).fontSize(7.5).fillColor(colours.quiet);
    const y = page.height - page.margin;
    const width = inner.width / 2;
    pdf.text(`SmartCourse · ${title}`, inner.left, y, { width, height: 9, lineBreak: false, ellipsis: true });
    const text = `${now.toISOString().slice(0, 16).replace("T", " ")} UTC · page ${at + 1} of ${count}`;
    pdf.text(text, inner.left + width, y, { width, align: "right", lineBreak: false });
  }
}
