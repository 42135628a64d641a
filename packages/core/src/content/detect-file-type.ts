import { decodeText } from "./decode-text.ts";
import type { ContentType } from "./extracted-text.ts";
import { type FileFormat, encryptedOffice, fileFormat } from "./file-signatures.ts";
import { looksLikeHtml } from "./html-charset.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** Readers accept a PDF whose header comes within the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
const pdfHeaderWithin = 1024;

/** What people call the types that can be uploaded, with the article. */
const names: Readonly<Record<string, string>> = {
  "application/pdf": "a PDF",
  "text/markdown": "Markdown",
  "text/plain": "plain text",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document (DOCX)",
  "text/html": "an HTML page",
  "application/x-subrip": "SRT captions",
  "text/vtt": "WebVTT captions",
  "image/png": "a PNG image",
  "image/jpeg": "a JPEG image",
  "image/webp": "a WebP image",
  "image/gif": "a GIF image",
  "image/avif": "an AVIF image",
  "video/mp4": "an MP4 video",
  "video/quicktime": "a QuickTime video",
  "video/x-m4v": "an M4V video",
  "video/webm": "a WebM video",
  "video/x-matroska": "a Matroska video",
};

/**
 * The real type of a file, by its bytes: of a picture or a video its first `signatureBytes` will do. Texts look alike, so
 * among Markdown, plain text and SRT the declared type stands.
 * Throws `UnreadableFileError` ("empty", "encrypted", "type_mismatch", "not_utf8") where the file is not what it was said to be.
 */
export function detectFileType<T extends ContentType>(bytes: Uint8Array, declared: T): T {
  if (bytes.length === 0) throw new UnreadableFileError("empty", "The file is empty. Upload it again.");
  const found = fileFormat(bytes);
  if (found?.types.includes(declared)) return declared;
  if (found?.name === encryptedOffice) throw encrypted();
  if (found) {
    if (declared === "application/pdf" && hasLatePdfHeader(bytes)) return declared;
    throw mismatch(declared, found);
  }
  if (declared === "application/pdf") assertPdf(bytes);
  else if (declared === "text/html") assertHtml(bytes);
  else if (isText(declared)) assertText(bytes);
  else throw mismatch(declared, undefined);
  return declared;
}

function isText(declared: string): boolean {
  return declared.startsWith("text/") || declared === "application/x-subrip";
}

function assertPdf(bytes: Uint8Array): void {
  if (!hasLatePdfHeader(bytes)) throw mismatch("application/pdf", undefined);
}

function hasLatePdfHeader(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, pdfHeaderWithin)).toString("latin1").includes("%PDF-");
}

function assertHtml(bytes: Uint8Array): void {
  if (looksLikeHtml(bytes)) return;
  assertText(bytes);
  throw mismatch("text/html", { name: "text without any markup", types: [] });
}

function assertText(bytes: Uint8Array): void {
  if (decodeText(bytes).trim() === "")
    throw new UnreadableFileError("empty", "The file holds no text. Upload one that does.");
}

function mismatch(declared: string, found: FileFormat | undefined): UnreadableFileError {
  const said = names[declared] ?? declared;
  const really = found === undefined ? "its contents are something else" : `it is ${found.name}`;
  return new UnreadableFileError(
    "type_mismatch",
    `The file was uploaded as ${said}, but ${really}. Upload it as what it is, or convert it to ${said} first.`,
  );
}

function encrypted(): UnreadableFileError {
  return new UnreadableFileError(
    "encrypted",
    "The document is protected by a password. Remove the password and upload it again.",
  );
}
