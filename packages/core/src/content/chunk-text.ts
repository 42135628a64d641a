import type { ExtractedText } from "./extracted-text.ts";
import { findCut, findOverlapStart, type Breaks } from "./find-cut.ts";
import { type Times, timesOf } from "./passage-times.ts";
import { splitSections, type Section } from "./split-sections.ts";
import { splitLines, splitParagraphs, splitSentences } from "./split-sentences.ts";

/**
 * A passage as it is embedded and cited. `text` is `pages[page].text.slice(start, end)`, to the letter, so that a quote
 * can be found again. `page` and `page_end` are null for a file without pages, the seconds for all but captions: there they
 * are the first cue's start and the last one's end. `heading_path` goes from the outside in.
 */
export interface Chunk extends Times {
  readonly index: number;
  readonly text: string;
  readonly page: number | null;
  readonly page_end: number | null;
  readonly heading_path: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface ChunkLimits {
  /** Longest chunk, in UTF-16 code units. */
  readonly size: number;
  /** Longest stretch that a chunk repeats of the one before it. */
  readonly overlap: number;
}

/**
 * Cuts a text into chunks: at headings, then paragraphs, sentences, lines, words; inside a word, a grapheme or a code
 * point only where nothing else fits. A chunk begins with the last whole sentences (else words) of the one before it
 * in its section. No chunk spans a heading or a page: `page` is what a citation shows, and a chunk on two pages could
 * not say which of them its quote is on. The price is a short chunk where a section goes over a page by a few lines.
 * Throws `RangeError` where `size` is below 2 (a character may take two units) or `overlap` above half of it.
 */
export function chunkText(extracted: ExtractedText, limits: Partial<ChunkLimits> = {}): Chunk[] {
  const { size, overlap } = { size: 1000, overlap: 200, ...limits };
  if (!Number.isInteger(size) || size < 2)
    throw new RangeError(`size must be an integer of at least 2, not ${size}`);
  if (!Number.isInteger(overlap) || overlap < 0 || overlap * 2 > size) {
    throw new RangeError(`overlap must be an integer from 0 to half the size, not ${overlap}`);
  }
  return splitSections(extracted.pages)
    .flatMap((section) => chunkSection(section, { size, overlap }))
    .map((chunk, index) => ({ index, ...chunk }));
}

function chunkSection({ page, start, end, path }: Section, limits: ChunkLimits): Omit<Chunk, "index">[] {
  return chunkRanges(page.text.slice(start, end), limits).map((range) => ({
    text: page.text.slice(start + range.start, start + range.end),
    page: page.page,
    page_end: page.page,
    ...timesOf(page.cues, start + range.start, start + range.end),
    heading_path: path,
    start: start + range.start,
    end: start + range.end,
  }));
}

function chunkRanges(text: string, { size, overlap }: ChunkLimits): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const last = text.trimEnd().length;
  let start = nextInk(text, 0);
  if (last - start <= size) return last > start ? [{ start, end: last }] : [];
  const breaks = findBreaks(text);
  for (let fresh = start; fresh < last;) {
    const end = findCut(text, breaks, { start, fresh, last, size });
    ranges.push({ start, end });
    fresh = nextInk(text, end);
    start = findOverlapStart(text, breaks, { start, end, fresh, size, overlap });
  }
  return ranges;
}

function findBreaks(text: string): Breaks {
  return { paragraphs: splitParagraphs(text), sentences: splitSentences(text), lines: splitLines(text) };
}

/** The first offset from `at` on that is not space. */
function nextInk(text: string, at: number): number {
  let next = at;
  while (next < text.length && /\s/u.test(text.charAt(next))) next += 1;
  return next;
}
