import { encodeQR } from "qr";
import { colours } from "./ornaments.ts";

/**
 * A QR code of a text in a square of `side` points, in rectangles: a run of dark modules each. The quiet zone of four
 * modules, which readers ask for, is within the square; the paper shows there.
 */
export function drawQr(
  pdf: PDFKit.PDFDocument,
  text: string,
  [left, top]: readonly [number, number],
  side: number,
): void {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const module = side / rows.length;
  for (const [row, modules] of rows.entries()) {
    for (const { from, to } of darkRuns(modules)) {
      pdf.rect(left + from * module, top + row * module, (to - from) * module, module);
    }
  }
  pdf.fill(colours.ink);
}

/** Stretches of true, `to` not included. */
function darkRuns(modules: readonly boolean[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [index, isDark] of modules.entries()) {
    if (!isDark) continue;
    const last = runs.at(-1);
    if (last?.to === index) last.to = index + 1;
    else runs.push({ from: index, to: index + 1 });
  }
  return runs;
}
