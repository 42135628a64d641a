import type { ExtractedText, TextType } from "./extracted-text.ts";
import { maxCharacters } from "./extracted-text.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/**
 * The text of a file whose type `detectFileType` has confirmed. `bytes` stay as they are. A parser is loaded with the first
 * file that needs it. Throws `UnreadableFileError`, with any of its reasons.
 */
export async function extractText(bytes: Uint8Array, type: TextType): Promise<ExtractedText> {
  const extracted = await extractors[type](bytes);
  // A PDF says itself what is wrong with it, page by page.
  if (type === "application/pdf") return extracted;
  const text = extracted.pages[0]?.text ?? "";
  if (text === "") throw new UnreadableFileError("empty", "The file holds no text. Upload one that does.");
  if (text.length > maxCharacters) {
    throw new UnreadableFileError(
      "too_long",
      `The text is longer than ${maxCharacters} characters. Split it and upload the parts.`,
    );
  }
  return extracted;
}

const extractors: Readonly<Record<TextType, (bytes: Uint8Array) => Promise<ExtractedText>>> = {
  "application/pdf": async (bytes) => (await import("./extract-pdf-text.ts")).extractPdfText(bytes),
  "text/markdown": async (bytes) => (await import("./extract-markdown.ts")).extractMarkdown(bytes),
  "text/plain": async (bytes) => (await import("./extract-plain-text.ts")).extractPlainText(bytes),
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": async (bytes) =>
    (await import("./extract-docx.ts")).extractDocx(bytes),
  "text/html": async (bytes) => (await import("./extract-html.ts")).extractHtml(bytes),
  "application/x-subrip": async (bytes) =>
    (await import("./extract-captions.ts")).extractCaptions(bytes, "application/x-subrip"),
  "text/vtt": async (bytes) => (await import("./extract-captions.ts")).extractCaptions(bytes, "text/vtt"),
};
