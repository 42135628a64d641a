import { extractMarkdown } from "./extract-markdown.ts";
import { extractPdfText } from "./extract-pdf-text.ts";
import { extractPlainText } from "./extract-plain-text.ts";
import { type ContentType, type ExtractedText, maxCharacters } from "./extracted-text.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/**
 * The text of a file whose type `detectFileType` has confirmed. `bytes` stay as they are.
 * Throws `UnreadableFileError`, with any of its reasons.
 */
export async function extractText(bytes: Uint8Array, type: ContentType): Promise<ExtractedText> {
  if (type === "application/pdf") return extractPdfText(bytes);
  const extracted = type === "text/markdown" ? extractMarkdown(bytes) : extractPlainText(bytes);
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
