import { decodeText } from "./decode-text.ts";
import type { ExtractedText } from "./extracted-text.ts";
import { tidyText } from "./tidy-text.ts";

/** The text of a plain-text file: one entry without page number or headings. Throws `UnreadableFileError` as `decodeText` does. */
export function extractPlainText(bytes: Uint8Array): ExtractedText {
  return {
    pages: [{ page: null, text: tidyText(decodeText(bytes)), headings: [] }],
    page_count: null,
    empty_pages: [],
  };
}
