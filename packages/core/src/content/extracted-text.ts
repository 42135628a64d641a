import { type materialTypes, textTypes } from "@smartcourse/contracts/content/schemas";

/** Any material's type. */
export type ContentType = (typeof materialTypes)[number];
/** The type of a file that is read for its text. */
export type TextType = (typeof textTypes)[number];

const types: ReadonlySet<string> = new Set(textTypes);

export function isTextType(type: ContentType): type is TextType {
  return types.has(type);
}

/** A heading line. `start` and `end` are offsets in its page's text; level 1 is the outermost. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** When a stretch of text is said. `start` and `end` are offsets in its page's text, the times seconds from the beginning. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly start_seconds: number;
  readonly end_seconds: number;
}

/**
 * `page` counts the PDF's pages from 1; it is null for a file without pages, which is one entry. Captions have `cues`, in
 * the order of their text.
 */
export interface ExtractedPage {
  readonly page: number | null;
  readonly text: string;
  readonly headings: readonly Heading[];
  readonly cues?: readonly Cue[];
}

/**
 * The text of a file, page by page. Paragraphs are separated by a blank line. A heading holds until the next one of its
 * level, over pages. `page_count` is null for a file without pages; `empty_pages` are the pages without text.
 */
export interface ExtractedText {
  readonly pages: readonly ExtractedPage[];
  readonly page_count: number | null;
  readonly empty_pages: readonly number[];
}

/** Longest text that is taken from one file, in UTF-16 code units: some 5,000 full pages. */
export const maxCharacters = 20_000_000;
