import { inflateSync } from "node:zlib";
import readQr from "jsqr";

const pixels = 6;
const quietZone = 4;

/**
 * What a QR code in a PDF says: the rectangles that are drawn as a figure, on a raster, read by a decoder. Throws where the page
 * draws no figure of rectangles, or no code is found in it.
 */
export function readQrOfPdf(pdf: Uint8Array): string {
  const drawn = contents(pdf).flatMap((content) => [
    ...(/\/Figure\b[^B]*BDC([\s\S]*?)EMC/.exec(content)?.[1] ?? "").matchAll(
      /^(\S+) (\S+) (\S+) (\S+) re$/gm,
    ),
  ]);
  const rectangles = drawn.map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
  if (rectangles.length === 0) throw new Error("The PDF draws no figure of rectangles");
  const { data, side } = raster(rectangles);
  const found = readQr(data, side, side);
  if (found === null) throw new Error("There is no QR code in the figure");
  return found.data;
}

/** The text of every compressed stream that is text. */
function contents(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString("latin1");
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, body = ""]) => {
    try {
      return [inflateSync(Buffer.from(body, "latin1")).toString("latin1")];
    } catch {
      return []; // not compressed: metadata
    }
  });
}

function raster(rectangles: readonly [x: number, y: number, width: number, height: number][]) {
  const module = Math.min(...rectangles.map(([, , , height]) => height));
  const [left, top] = [0, 1].map((axis) => Math.min(...rectangles.map((rectangle) => rectangle[axis] ?? 0)));
  const modules = rectangles.map(([x, y, width]) => ({
    column: Math.round((x - (left ?? 0)) / module),
    row: Math.round((y - (top ?? 0)) / module),
    length: Math.round(width / module),
  }));
  const count = Math.max(...modules.map(({ column, length }) => column + length));
  const side = (count + 2 * quietZone) * pixels;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { column, row, length } of modules) {
    for (let y = (row + quietZone) * pixels; y < (row + quietZone + 1) * pixels; y += 1) {
      const start = y * side + (column + quietZone) * pixels;
      for (let pixel = start; pixel < start + length * pixels; pixel += 1)
        data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  }
  return { data, side };
}
