import type { Chart, ChartSeries } from "../report-content.ts";
import { type Faces, type Pdf, colours, inner, seriesColours } from "./page.ts";
import { axisValues, shownLabels } from "./scale.ts";

const height = 150;
const labelRoom = 16;
const axisRoom = 34;
/** Points that a label on the lower axis needs. */
const labelWidth = 62;

interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly values: readonly number[];
}

/** A chart in lines and rectangles; answers with where it ends. Without a label there is none. */
export function drawChart(pdf: Pdf, faces: Faces, { title, labels, series }: Chart, top: number): number {
  if (labels.length === 0) return top;
  drawTitle(pdf, faces, title, series, top);
  const values = axisValues(Math.max(0, ...series.flatMap((one) => one.values)));
  const plot = { left: inner.left + axisRoom, top: top + 24, width: inner.width - axisRoom, values };
  drawAxis(pdf, faces, plot);
  const bars = series.filter(({ shape }) => shape === "bars");
  for (const [place, one] of series.entries()) {
    const colour = seriesColours[place % seriesColours.length] ?? colours.accent;
    if (one.shape === "bars") drawBars(pdf, plot, one, { colour, place: bars.indexOf(one), of: bars.length });
    else drawLine(pdf, plot, one, colour);
  }
  drawLabels(pdf, faces, plot, labels);
  return plot.top + height + labelRoom + 14;
}

function drawTitle(pdf: Pdf, faces: Faces, title: string, series: readonly ChartSeries[], top: number): void {
  pdf.font(faces.bold).fontSize(9.5).fillColor(colours.ink);
  pdf.text(title, inner.left, top, { width: inner.width * 0.68, lineBreak: false, ellipsis: true });
  pdf.font(faces.regular).fontSize(8);
  let right = inner.left + inner.width;
  for (const [place, { name }] of [...series.entries()].toReversed()) {
    right -= pdf.widthOfString(name);
    pdf.fillColor(colours.quiet).text(name, right, top + 1, { lineBreak: false });
    pdf.rect(right - 12, top + 2, 8, 7).fill(seriesColours[place % seriesColours.length] ?? colours.accent);
    right -= 24;
  }
}

const yOf = ({ top, values }: Plot, value: number) =>
  top + height - (Math.max(0, value) / (values.at(-1) ?? 1)) * height;

function drawAxis(pdf: Pdf, faces: Faces, plot: Plot): void {
  pdf.font(faces.regular).fontSize(7.5);
  for (const value of plot.values) {
    const y = yOf(plot, value);
    pdf
      .moveTo(plot.left, y)
      .lineTo(plot.left + plot.width, y)
      .lineWidth(0.5)
      .stroke(colours.line);
    const text = new Intl.NumberFormat("en", { notation: "compact" }).format(value);
    pdf
      .fillColor(colours.quiet)
      .text(text, inner.left, y - 4, { width: axisRoom - 7, align: "right", lineBreak: false });
  }
}

interface Bars {
  readonly colour: string;
  readonly place: number;
  readonly of: number;
}

function drawBars(pdf: Pdf, plot: Plot, { values }: ChartSeries, { colour, place, of }: Bars): void {
  const slot = plot.width / values.length;
  const width = Math.min(26, (slot * 0.72) / of);
  for (const [at, value] of values.entries()) {
    const left = plot.left + (at + 0.5) * slot + (place - of / 2) * width;
    const y = yOf(plot, value);
    if (value > 0) pdf.rect(left, y, width, plot.top + height - y).fill(colour);
  }
}

function drawLine(pdf: Pdf, plot: Plot, { values }: ChartSeries, colour: string): void {
  const slot = plot.width / values.length;
  for (const [at, value] of values.entries()) {
    const [x, y] = [plot.left + (at + 0.5) * slot, yOf(plot, value)];
    if (at === 0) pdf.moveTo(x, y);
    else pdf.lineTo(x, y);
  }
  pdf.lineWidth(1.4).lineJoin("round").stroke(colour);
}

function drawLabels(pdf: Pdf, faces: Faces, plot: Plot, labels: readonly string[]): void {
  const slot = plot.width / labels.length;
  const shown = shownLabels(labels.length, Math.floor(plot.width / labelWidth));
  const width = Math.max(labelWidth, slot) - 4;
  pdf.font(faces.regular).fontSize(7.5).fillColor(colours.quiet);
  for (const at of shown) {
    const middle = plot.left + (at + 0.5) * slot;
    const left = Math.min(middle - width / 2, plot.left + plot.width - width);
    pdf.text(labels[at] ?? "", left, plot.top + height + 5, {
      width,
      align: "center",
      lineBreak: false,
      ellipsis: true,
    });
  }
}
