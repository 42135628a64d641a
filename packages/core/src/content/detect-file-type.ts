import { decodeText } from "./decode-text.ts";
import type { ContentType } from "./extracted-text.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** Readers accept a PDF whose header comes within the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
const pdfHeaderWithin = 1024;

/** First bytes of what people upload by mistake, as Latin-1 text, so that the message can name it. */
const otherFormats: readonly (readonly [string, string])[] = [
  ["PK\x03\x04", "a ZIP archive or an Office document (DOCX, PPTX, ODT, EPUB)"],
  ["\xd0\xcf\x11\xe0", "an old Office document (DOC, PPT)"],
  ["{\\rtf", "an RTF document"],
  ["%!PS", "a PostScript file"],
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["\x1f\x8b", "a gzip archive"],
];

/**
 * The real type of a file, by its bytes. Markdown and plain text look alike, so there the declared one stands.
 * Throws `UnreadableFileError` ("empty", "type_mismatch", "not_utf8") where the file is not what it was said to be.
 */
export function detectFileType(bytes: Uint8Array, declared: ContentType): ContentType {
  if (bytes.length === 0) throw new UnreadableFileError("empty", "The file is empty. Upload it again.");
  if (declared === "application/pdf") assertPdf(bytes);
  else assertText(bytes, declared);
  return declared;
}

function assertPdf(bytes: Uint8Array): void {
  if (latin1(bytes, pdfHeaderWithin).includes("%PDF-")) return;
  throw mismatch("a PDF", otherFormat(bytes));
}

function assertText(bytes: Uint8Array, declared: ContentType): void {
  const said = declared === "text/markdown" ? "Markdown" : "plain text";
  // Only at the very start: a text that speaks of PDFs may well hold "%PDF-".
  if (latin1(bytes, 5) === "%PDF-") throw mismatch(said, "a PDF");
  const format = otherFormat(bytes);
  if (format !== undefined) throw mismatch(said, format);
  if (decodeText(bytes).trim() === "")
    throw new UnreadableFileError("empty", "The file holds no text. Upload one that does.");
}

function otherFormat(bytes: Uint8Array): string | undefined {
  const start = latin1(bytes, 8);
  return otherFormats.find(([magic]) => start.startsWith(magic))?.[1];
}

function mismatch(said: string, found: string | undefined): UnreadableFileError {
  const really = found === undefined ? "its contents are something else" : `it is ${found}`;
  return new UnreadableFileError(
    "type_mismatch",
    `The file was uploaded as ${said}, but ${really}. Upload it as what it is, or convert it to PDF, Markdown or plain text.`,
  );
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.subarray(0, length)).toString("latin1");
}
