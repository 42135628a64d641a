/** A stretch of a text, as offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** What a full stop follows without ending the sentence: abbreviations, initials, the number of a list item. */
const goesOn =
  /(?:(?:^|[^\p{L}\p{N}])(?:e\.g|i\.e|cf|vs|ca|al|approx|Figs?|Eqs?|Sec|Ch|Nos?|Vol|pp?|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|\p{Lu})\.|^\s*[-*•]?\s*\(?\d{1,3}[.)])$/u;
/** The end of a sentence, with the markers of its sources, before one that begins with an identifier or after a marker. */
const lowerStart =
  /[.!?]["'”’)\]]*(?:\s*\[\d[\d,;\s–-]*\])*\s+(?=\p{Ll}[\p{L}\p{N}]*(?:[\d_(]|\p{Lu}|-\p{L}))|[.!?]["'”’)]*(?:\s*\[\d[\d,;\s–-]*\])+\s+(?=\p{Ll})/gu;
const markersAtEnd = /(?:\s*\[\d[\d,;\s–-]*\])*\s*$/u;
/** A line that stands for itself: a list item, a table row, a heading of Markdown. */
const ownLine = /^[ \t]*(?:[-*+•·–▪◦‣][ \t]|\(?(?:\d{1,3}|[a-z])[.)][ \t]|\||#{1,6}[ \t])/u;

/**
 * The sentences of a text in order, without the space around them; none goes over a blank line or into the next list item.
 * Unicode's rules (UAX 29), but a single line feed is a space, for that is what it is in text out of a PDF, and a sentence
 * may begin with an identifier in lower case.
 */
export function sentenceSpans(text: string): Span[] {
  return blocks(text).flatMap((block) => within(text, block));
}

/** Paragraphs and list items. */
function blocks(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/\n/gu)) {
    const next = match.index + 1;
    const rest = text.slice(next, next + 80);
    if (!/^[ \t]*\n/u.test(rest) && !ownLine.test(rest)) continue;
    found.push({ start, end: match.index });
    start = next;
  }
  return [...found, { start, end: text.length }];
}

function within(text: string, block: Span): Span[] {
  const flat = text.slice(block.start, block.end).replaceAll("\n", " ");
  const spans: Span[] = [];
  let open = 0;
  for (const end of sentenceEnds(flat)) {
    if (end < flat.length && goesOn.test(flat.slice(open, end).replace(markersAtEnd, ""))) continue;
    const piece = flat.slice(open, end);
    const from = block.start + open + (piece.length - piece.trimStart().length);
    const to = block.start + open + piece.trimEnd().length;
    if (to > from) spans.push({ start: from, end: to });
    open = end;
  }
  return spans;
}

function sentenceEnds(flat: string): number[] {
  const segments = Array.from(segmenter.segment(flat), ({ segment, index }) => index + segment.length);
  const before = Array.from(flat.matchAll(lowerStart), (match) => match.index + match[0].length);
  return [...new Set([...segments, ...before])].sort((a, b) => a - b);
}
