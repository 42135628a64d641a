import { pipeline } from "node:stream/promises";
import { createInflate } from "node:zlib";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** More than a page's drawing, a font or a large picture takes; the parser holds about 2.5 times as much. */
const maxUnpackedBytes = 256 * 1024 * 1024;

/**
 * Refuses a PDF with a stream that unpacks to more than 256 MB: the parser would unpack it whole into memory. Streams are
 * unpacked here a piece at a time and thrown away. Streams that are encrypted, or packed with LZW, are not seen.
 * Throws `UnreadableFileError` "too_large".
 */
export async function refusePdfBomb(bytes: Uint8Array, limit = maxUnpackedBytes): Promise<void> {
  for (const packed of flateStreams(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    if (await unpacksBeyond(packed, limit)) {
      throw new UnreadableFileError(
        "too_large",
        "A part of the PDF unpacks to far more than it needs. Save it anew and upload that.",
      );
    }
  }
}

/** What follows each `stream` keyword and begins as zlib data does (RFC 1950: deflate, and a checked header). */
function* flateStreams(file: Buffer): Generator<Buffer> {
  for (let at = file.indexOf("stream"); at !== -1; at = file.indexOf("stream", at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1);
    const isEnd = file.toString("latin1", at - 3, at) === "end";
    if (isEnd || start + 2 > file.length || !isZlib(file.readUInt16BE(start))) continue;
    const end = file.indexOf("endstream", start);
    yield file.subarray(start, end === -1 ? file.length : end);
  }
}

function isZlib(header: number): boolean {
  return (header >> 8) % 16 === 8 && header % 31 === 0;
}

async function unpacksBeyond(packed: Buffer, limit: number): Promise<boolean> {
  let length = 0;
  const inflate = createInflate({ chunkSize: 256 * 1024 });
  try {
    await pipeline([packed], inflate, async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        length += piece.length;
        if (length > limit) return;
      }
    });
  } catch (error) {
    // Damaged data is for the parser to judge, which can often do with what comes before the damage.
    if (!isZlibError(error) && length <= limit) throw error;
  }
  return length > limit;
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
