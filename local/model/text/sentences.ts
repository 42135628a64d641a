/** A sentence exactly as it stands in its text, so that a quotation can be found again; and the heading above it. */
export interface Sentence {
  readonly text: string;
  readonly heading: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly heading: string;
}

const longest = 450;
/** Before a small letter, which may begin a command's name, only after a whole word. */
const sentenceEnd = /(?:[.!?…]["'”’)\]]*(?=\s+["'“‘([]?[\p{Lu}\d])|(?<=\p{Ll}{4})\.(?=\s+\p{Ll})|[。！？])/gu;
/** A full stop after these ends no sentence; nor does one after an initial. */
const abbreviation =
  /(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|resp|incl|excl|esp|misc|orig|max|min|Dr|Mr|Mrs|Ms|Prof|St|Nos?|Figs?|Eq|[Ss]ect?|[Cc]h(?:ap)?|[Vv]ol|pp?|Inc|Ltd|Jr|Sr)|\b[A-Z])\.$/u;
const bullet = /^\s*(?:[-*+•‣▪–]|\(?(?:\d{1,3}|[a-z])[.)])\s+/u;
const markdownHeading = /^#{1,6}\s+/u;

/**
 * Splits a text at the ends of sentences, paragraphs and list items. A heading is not a sentence: it stands over those
 * that follow. What ends in a colon keeps what it introduces.
 */
export function splitSentences(text: string): Sentence[] {
  const spans: Span[] = [];
  let heading = "";
  for (const block of blocks(text)) {
    const here = text.slice(block.start, block.end);
    if (isHeading(here)) heading = plain(here).replace(markdownHeading, "");
    else
      for (const span of withinBlock(here))
        spans.push({ start: block.start + span.start, end: block.start + span.end, heading });
  }
  return joinIntroductions(text, spans).map(({ start, end, heading }) => ({
    text: text.slice(start, end),
    heading,
  }));
}

/** On one line, with single spaces: a sentence as prose shows it. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Paragraphs, list items and headings. */
function blocks(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const lines = text.split("\n");
  let start = 0;
  let at = 0;
  lines.forEach((line, index) => {
    if (at > start && opensBlock(lines, index)) {
      found.push({ start, end: at });
      start = at;
    }
    at += line.length + 1;
  });
  return [...found, { start, end: text.length }].filter(
    (block) => text.slice(block.start, block.end).trim() !== "",
  );
}

/** A blank line opens one, a bullet, a heading, and what follows a heading. */
function opensBlock(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  return (
    line.trim() === "" || bullet.test(line) || headingLine(lines, index) || headingLine(lines, index - 1)
  );
}

/** Is marked as one; or looks like one, follows the end of a sentence, and a new sentence follows it. */
function headingLine(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (markdownHeading.test(line)) return true;
  const previous = (lines[index - 1] ?? "").trim();
  const next = lines[index + 1] ?? "";
  return isHeading(line) && (previous === "" || /[.!?:]$/u.test(previous)) && /^\s*[\p{Lu}\d"“]/u.test(next);
}

function isHeading(block: string): boolean {
  const line = block.trim();
  if (markdownHeading.test(line)) return !line.includes("\n");
  if (line.includes("\n") || line.length > 70 || bullet.test(line)) return false;
  const title = line.replace(/^[\d.]+\s+/u, "");
  return /^[\p{Lu}"“]/u.test(title) && !/[.!:;,)\]}"”=]$|[.!?]\s/u.test(title);
}

function withinBlock(block: string): { start: number; end: number }[] {
  const ends: number[] = [];
  let start = 0;
  for (const match of block.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    // Not all of what precedes: in a list of initials that would be looked through again at each.
    if (abbreviation.test(block.slice(Math.max(start, end - 12), end))) continue;
    ends.push(end);
    start = end;
  }
  let from = 0;
  return [...ends, block.length]
    .flatMap((end) => {
      const pieces = cutLong(block, from, end);
      from = end;
      return pieces;
    })
    .map((span) => trim(block, span))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(block.slice(start, end)));
}

/** What has no punctuation (a table, a listing) is cut at line ends, or at spaces. */
function cutLong(block: string, start: number, end: number): { start: number; end: number }[] {
  if (end - start <= longest) return [{ start, end }];
  const window = block.slice(start, start + longest);
  const at = Math.max(window.lastIndexOf("\n"), window.lastIndexOf("; "), window.lastIndexOf(" "));
  const cut = start + (at > longest / 3 ? at + 1 : longest);
  return [{ start, end: cut }, ...cutLong(block, cut, end)];
}

function trim(block: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const slice = block.slice(start, end);
  return {
    start: start + (slice.length - slice.trimStart().length),
    end: end - (slice.length - slice.trimEnd().length),
  };
}

/** "There are three:" says nothing without the list or the line below it. */
function joinIntroductions(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  let introduced: "nothing" | "anything" | "items" = "nothing";
  for (const span of spans) {
    const last = joined.at(-1);
    const item = bullet.test(text.slice(span.start, span.end));
    const belongs = introduced === "anything" || (introduced === "items" && item);
    if (last && belongs && span.end - last.start <= longest) {
      joined[joined.length - 1] = { ...last, end: span.end };
      introduced = item ? "items" : "nothing";
    } else {
      joined.push(span);
      introduced = text[span.end - 1] === ":" ? "anything" : "nothing";
    }
  }
  return joined;
}
