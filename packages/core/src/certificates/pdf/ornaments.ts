import { type Curve, guillocheBand, rosette } from "./guilloche.ts";

type Pdf = PDFKit.PDFDocument;

export const colours = {
  ink: "#1b2a41",
  gold: "#a67c37",
  paleGold: "#d8c08c",
  paper: "#fffdf8",
  grey: "#5c6675",
} as const;

/** Paper, a band of waves between two rules, and a rosette over each corner. */
export function drawFrame(pdf: Pdf): void {
  const { width, height } = pdf.page;
  const inset = (by: number) => [by, by, width - 2 * by, height - 2 * by] as const;
  pdf.rect(0, 0, width, height).fill(colours.paper);
  const frame = { left: 31, top: 31, width: width - 62, height: height - 62 };
  drawCurves(pdf, guillocheBand(frame, { waves: 7, amplitude: 6.5 }), 0.35, colours.gold);
  pdf
    .lineWidth(1.4)
    .rect(...inset(21))
    .stroke(colours.ink);
  pdf
    .lineWidth(0.5)
    .rect(...inset(23.6))
    .stroke(colours.gold);
  pdf
    .lineWidth(0.5)
    .rect(...inset(38.4))
    .stroke(colours.gold);
  pdf
    .lineWidth(0.9)
    .rect(...inset(41))
    .stroke(colours.ink);
  for (const x of [31, width - 31]) for (const y of [31, height - 31]) drawCorner(pdf, [x, y]);
}

function drawCorner(pdf: Pdf, centre: readonly [number, number]): void {
  pdf
    .lineWidth(0.9)
    .circle(...centre, 19)
    .fillAndStroke(colours.paper, colours.ink);
  drawCurves(pdf, rosette(centre, { inner: 4, outer: 17.5, petals: 8, turns: 9 }), 0.3, colours.gold);
  pdf.circle(...centre, 2.6).fill(colours.ink);
}

/** A seal with two ribbons: what it says in its middle is drawn over it. */
export function drawSeal(pdf: Pdf, [x, y]: readonly [number, number]): void {
  for (const side of [-1, 1]) {
    pdf
      .polygon([x, y], [x + side * 26, y + 58], [x + side * 14, y + 54], [x + side * 7, y + 64])
      .fill(side < 0 ? colours.ink : colours.gold);
  }
  pdf.circle(x, y, 40).fill(colours.paper);
  drawCurves(pdf, rosette([x, y], { inner: 26, outer: 40, petals: 26, turns: 6 }), 0.4, colours.gold);
  drawCurves(pdf, rosette([x, y], { inner: 22, outer: 31, petals: 18, turns: 4 }), 0.4, colours.ink);
  pdf.lineWidth(0.8).circle(x, y, 22.5).fillAndStroke(colours.ink, colours.paleGold);
}

/** A rule that is thin at its ends, with a diamond in its middle. */
export function drawRule(pdf: Pdf, [x, y]: readonly [number, number], halfWidth: number): void {
  pdf
    .polygon([x - halfWidth, y], [x, y - 0.7], [x + halfWidth, y], [x, y + 0.7])
    .fill(colours.gold)
    .polygon([x - 7, y], [x, y - 3.2], [x + 7, y], [x, y + 3.2])
    .fill(colours.gold);
}

function drawCurves(pdf: Pdf, curves: readonly Curve[], lineWidth: number, colour: string): void {
  pdf.lineWidth(lineWidth).strokeColor(colour);
  for (const [[x, y] = [0, 0], ...rest] of curves) {
    pdf.moveTo(x, y);
    for (const point of rest) pdf.lineTo(...point);
  }
  pdf.stroke();
}
