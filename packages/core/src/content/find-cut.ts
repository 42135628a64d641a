import type { Span } from "./split-sentences.ts";

/** Where a section may be cut, the best places first. */
export interface Breaks {
  readonly paragraphs: readonly Span[];
  readonly sentences: readonly Span[];
  readonly lines: readonly Span[];
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const words = new Intl.Segmenter("en", { granularity: "word" });

interface Window {
  readonly start: number;
  readonly size: number;
  /** The first offset that no earlier chunk holds. */
  readonly fresh: number;
  /** The end of the section's text. */
  readonly last: number;
}

/**
 * The end of the chunk that begins at `start`: the latest paragraph, else sentence, line or word that ends in the second
 * half of what fits. The last cut leaves a fifth of a chunk, so that no section ends in a scrap.
 */
export function findCut(text: string, breaks: Breaks, { start, fresh, last, size }: Window): number {
  if (last - start <= size) return last;
  const limit = Math.max(fresh + 2, Math.min(start + size, last - Math.floor(size / 5)));
  const from = Math.max(fresh + 1, start + Math.floor(size / 2));
  for (const spans of [breaks.paragraphs, breaks.sentences, breaks.lines]) {
    const end = lastEnd(spans, limit);
    if (end >= from) return end;
  }
  return wordEnd(text, from, limit) ?? insideWord(text, { start, from, limit });
}

interface Overlap {
  readonly start: number;
  readonly end: number;
  readonly fresh: number;
  readonly size: number;
  readonly overlap: number;
}

/** Where the next chunk begins: with the earliest sentence, else word, of the last `overlap` characters; else with new text. */
export function findOverlapStart(
  text: string,
  breaks: Breaks,
  { start, end, fresh, size, overlap }: Overlap,
): number {
  const from = Math.max(end - overlap, start + 1);
  const found = firstStart(breaks.sentences, from, end) ?? wordStart(text, start, from, end);
  // Room for one more character, whatever its length in units, or the chunk would bring nothing new.
  return found !== undefined && found + size >= fresh + 2 ? found : fresh;
}

function lastEnd(spans: readonly Span[], limit: number): number {
  const index = countWhere(spans, (span) => span.end <= limit) - 1;
  return spans[index]?.end ?? -1;
}

function firstStart(spans: readonly Span[], from: number, before: number): number | undefined {
  const start = spans[countWhere(spans, (span) => span.start < from)]?.start;
  return start !== undefined && start < before ? start : undefined;
}

/** How many spans at the front satisfy what holds for a front part only (binary search). */
function countWhere(spans: readonly Span[], holds: (span: Span) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && holds(span)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordEnd(text: string, from: number, limit: number): number | undefined {
  for (let end = limit; end >= from; end -= 1) {
    if (isSpace(text, end) && !isSpace(text, end - 1)) return end;
  }
  return undefined;
}

function wordStart(text: string, start: number, from: number, before: number): number | undefined {
  for (let at = from; at < before; at += 1) {
    if (isSpace(text, at - 1) && !isSpace(text, at)) return at;
  }
  // Scripts without spaces: the dictionary's words.
  return segmentStarts(words, text, start, before).find(
    (at) => at >= from && at < before && !isSpace(text, at),
  );
}

/** For scripts without spaces and for endless words: a word by the dictionary, else a grapheme, else a code point. */
function insideWord(
  text: string,
  { start, from, limit }: { start: number; from: number; limit: number },
): number {
  for (const segmenter of [words, graphemes]) {
    const end = segmentStarts(segmenter, text, start, limit + 1).findLast(
      (at) => at >= from && at <= limit && !isSpace(text, at - 1),
    );
    if (end !== undefined) return end;
  }
  const splitsPair = (text.codePointAt(limit - 1) ?? 0) > 0xffff;
  let end = splitsPair ? limit - 1 : limit;
  while (isSpace(text, end - 1)) end -= 1;
  return end;
}

/** Where the segments of `text` from `start` begin; text behind `before` is looked at so that the last one is whole. */
function segmentStarts(segmenter: Intl.Segmenter, text: string, start: number, before: number): number[] {
  const stretch = text.slice(start, before + lookAhead);
  return Array.from(segmenter.segment(stretch), ({ index }) => start + index).filter(
    (at) => at > start && at <= before,
  );
}

const lookAhead = 64;

function isSpace(text: string, at: number): boolean {
  return /\s/u.test(text.charAt(at));
}
