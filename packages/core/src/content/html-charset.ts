import { UnreadableFileError } from "./unreadable-file-error.ts";

/** A page must say what it is encoded in within so many bytes (HTML Living Standard, 13.2.3.2). */
const declaredWithin = 1024;

/**
 * The text of an HTML file: by its byte-order mark, else by the charset that its `<meta>` or XML declaration names, else
 * UTF-8. Throws `UnreadableFileError` "not_utf8" where the bytes are not in that encoding, or it is one that nobody knows.
 */
export function decodeHtml(bytes: Uint8Array): string {
  const marked = markOf(bytes);
  const declared = marked ?? declaredCharset(bytes);
  const text = decode(bytes, declared ?? "utf-8", declared !== undefined);
  if (text.includes("\0"))
    throw new UnreadableFileError(
      "type_mismatch",
      "The file holds binary data, not HTML. Upload an HTML page.",
    );
  return text;
}

/** Whether there is a tag of HTML in a file at all, read as Latin-1 or, where it is marked so, UTF-16. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const utf16 = markOf(bytes)?.startsWith("utf-16") ?? false;
  const text = utf16 ? decodeHtml(bytes) : Buffer.from(bytes).toString("latin1");
  return /<(?:p|h[1-6]|div|section|article|main|ul|ol|dl|table|pre|span|br|b|i|em|strong|a|title|meta|font)(?:\s[^<>]*)?\/?>/iu.test(
    text,
  );
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, declaredWithin))
    .toString("latin1")
    .replace(/<!--[^]*?-->/gu, "");
  const named =
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/iu.exec(head)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)["']/iu.exec(head)?.[1];
  // What can be read byte by byte is no UTF-16, whatever it says.
  return named !== undefined && /^utf-?16/iu.test(named) ? "utf-8" : named;
}

function decode(bytes: Uint8Array, charset: string, declared: boolean): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (cause) {
    const why = declared
      ? `The page says that it is encoded in ${charset}, but cannot be read so.`
      : "The page does not say what it is encoded in, and is not valid UTF-8.";
    throw new UnreadableFileError("not_utf8", `${why} Save it as UTF-8 and upload it again.`, { cause });
  }
}
