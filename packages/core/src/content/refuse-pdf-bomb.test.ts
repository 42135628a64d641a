import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { refusePdfBomb } from "./refuse-pdf-bomb.ts";

const pdfWith = (...streams: readonly Uint8Array[]): Uint8Array => {
  const objects = streams.flatMap((data) => [
    Buffer.from("<< /Filter /FlateDecode >>\nstream\r\n"),
    data,
    Buffer.from("\nendstream\n"),
  ]);
  return new Uint8Array(Buffer.concat([Buffer.from("%PDF-1.4\n"), ...objects]));
};
const packed = (length: number): Uint8Array => deflateSync(Buffer.alloc(length, " "));
const limit = 1_000_000;

describe("a PDF", () => {
  test("whose streams unpack to what the limit allows is taken", async () => {
    await expect(refusePdfBomb(pdfWith(packed(limit), packed(limit)), limit)).resolves.toBeUndefined();
  });

  test("of which one stream unpacks to more is refused", async () => {
    const file = pdfWith(packed(10), packed(limit + 1), packed(10));
    await expect(refusePdfBomb(file, limit)).rejects.toMatchObject({ reason: "too_large" });
  });

  test("with a damaged or a cut-off stream is left to the parser", async () => {
    const damaged = packed(5000).map((byte, at) => (at > 10 ? byte ^ 0xff : byte));
    await expect(
      refusePdfBomb(pdfWith(damaged, packed(500_000).subarray(0, 200)), limit),
    ).resolves.toBeUndefined();
  });

  test("that ends in the middle of the keyword is left to the parser", async () => {
    await expect(refusePdfBomb(new TextEncoder().encode("%PDF-1.4 stream"), limit)).resolves.toBeUndefined();
  });
});
