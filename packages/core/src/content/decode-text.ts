import { UnreadableFileError } from "./unreadable-file-error.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

const encodingNames = { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16" } as const;

/**
 * Decodes a text file: UTF-8, or UTF-16 where a byte-order mark says so. The mark is taken off.
 * Throws `UnreadableFileError`: "not_utf8" for any other encoding, "type_mismatch" for a NUL, which no text holds.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8" && bytes.includes(0)) throw binary();
  const text = decode(bytes, encoding);
  if (text.includes("\0")) throw binary();
  return text;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const name = encodingNames[encoding];
    throw new UnreadableFileError(
      "not_utf8",
      `The file is not valid ${name} text. Save it as UTF-8 and upload it again.`,
      { cause },
    );
  }
}

function binary(): UnreadableFileError {
  return new UnreadableFileError(
    "type_mismatch",
    "The file holds binary data, not text. Upload a PDF, Markdown or plain-text file.",
  );
}
