/** A stretch of text without space at either end. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Words whose full stop ends no sentence, though a capital or a number may follow. */
const abbreviation =
  /(?:^|[\s(["'“‘])(?:e\.g|i\.e|cf|vs|viz|ca|al|approx|Fig|Figs|Eq|Eqs|Sec|Ch|No|Nos|Vol|pp?|Ref|Tab|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Inc|Ltd|Co|bzw|z\.B|d\.h|Nr|Abb|Kap|\p{Lu})\.$/u;

/** A line that stands for itself: a list item, a table row, a quotation, code. */
const ownLine = /^(?:[ \t]*(?:[-*+•·–▪◦‣][ \t]|\(?(?:\d{1,3}|[a-z])[.)][ \t]|\||>)|[ \t]{4}|\t)/u;

/**
 * The sentences of a text in order, as offsets, none over a blank line or over two list items. Unicode's sentence rules
 * (UAX 29), but that a line feed inside a paragraph is a space and common abbreviations end nothing.
 */
export function splitSentences(text: string): Span[] {
  return splitBlocks(text).flatMap((block) => sentencesOf(text, block));
}

/** The paragraphs of a text: what blank lines separate. */
export function splitParagraphs(text: string): Span[] {
  return splitAt(text, { start: 0, end: text.length }, /\n[^\S\n]*\n\s*/gu);
}

/** The lines of a text that hold anything. */
export function splitLines(text: string): Span[] {
  return splitAt(text, { start: 0, end: text.length }, /\n/gu);
}

/** Paragraphs, cut before every line that stands for itself. */
function splitBlocks(text: string): Span[] {
  return splitParagraphs(text).flatMap((paragraph) => {
    const blocks: Span[] = [];
    for (const line of splitAt(text, paragraph, /\n/gu)) {
      const last = blocks.at(-1);
      const lineStart = text.lastIndexOf("\n", line.start - 1) + 1;
      if (last && !ownLine.test(text.slice(lineStart, line.end)))
        blocks[blocks.length - 1] = { start: last.start, end: line.end };
      else blocks.push(line);
    }
    return blocks;
  });
}

function sentencesOf(text: string, block: Span): Span[] {
  const flat = text.slice(block.start, block.end).replaceAll("\n", " ");
  const sentences: Span[] = [];
  let open: number | undefined;
  for (const { segment, index } of segmenter.segment(flat)) {
    const start = open ?? block.start + index;
    const end = block.start + index + segment.trimEnd().length;
    open = abbreviation.test(text.slice(Math.max(start, end - 12), end)) ? start : undefined;
    if (open === undefined && end > start) sentences.push({ start, end });
  }
  if (open !== undefined) sentences.push({ start: open, end: block.end });
  return sentences;
}

/** What the separators leave of a stretch of text, trimmed, without what is empty. */
function splitAt(text: string, within: Span, separator: RegExp): Span[] {
  const spans: Span[] = [];
  let start = within.start;
  const stretch = text.slice(within.start, within.end);
  const add = (end: number): void => {
    const piece = text.slice(start, end);
    const from = start + (piece.length - piece.trimStart().length);
    const to = start + piece.trimEnd().length;
    if (to > from) spans.push({ start: from, end: to });
  };
  for (const match of stretch.matchAll(separator)) {
    add(within.start + match.index);
    start = within.start + match.index + match[0].length;
  }
  add(within.end);
  return spans;
}
