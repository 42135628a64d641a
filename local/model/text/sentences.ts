import { findLabels, isEntry, isSignature } from "./labels.ts";

/** A sentence exactly as it stands in its text, so that a quotation can be found again. */
export interface Sentence {
  readonly text: string;
  /** The heading or label above it. */
  readonly heading: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Headed extends Span {
  readonly heading: string;
}

interface Block extends Span {
  readonly isLabel: boolean;
}

const longest = 450;
/** A sentence that ends as one may be as long as this. */
const longestWhole = 800;
/** Before a small letter, which may begin a command's name, only after a whole word. */
const sentenceEnd = /(?:[.!?…]["'”’)\]]*(?=\s+["'“‘([]?[\p{Lu}\d])|(?<=\p{Ll}{4})\.(?=\s+\p{Ll})|[。！？])/gu;
/** A full stop after these ends no sentence; nor does one after an initial. */
const abbreviation =
  /(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|resp|incl|excl|esp|misc|orig|max|min|Dr|Mr|Mrs|Ms|Prof|St|Nos?|Figs?|Eq|[Ss]ect?|[Cc]h(?:ap)?|[Vv]ol|pp?|Inc|Ltd|Jr|Sr)|\b[A-Z])\.$/u;
const bullet = /^\s*(?:[-*+•‣▪–]|\(?(?:\d{1,3}|[a-z])[.)])\s+/u;
const itemNumber = /^\s*\(?\d{1,3}[.)]$/u;
const markdownHeading = /^#{1,6}\s+/u;

/**
 * Splits a text at the ends of sentences, paragraphs and list items. A heading or label is not a sentence: it stands over
 * those that follow. Nor is an entry of an index. What ends in a colon keeps what it introduces.
 */
export function splitSentences(text: string): Sentence[] {
  const spans: Headed[] = [];
  let heading = "";
  for (const block of blocks(text)) {
    const here = text.slice(block.start, block.end);
    if (isEntry(here)) continue;
    if (block.isLabel || isHeading(here) || isSignature(here))
      heading = plain(here).replace(markdownHeading, "");
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

/** Paragraphs, list items, headings, labels. */
function blocks(text: string): Block[] {
  const found: Block[] = [];
  const lines = text.split("\n");
  const opening = blockOpenings(lines);
  let open = { start: 0, isLabel: opening.get(0) === "label" };
  let at = 0;
  lines.forEach((line, index) => {
    const opens = opening.get(index);
    if (at > open.start && opens !== undefined) {
      found.push({ ...open, end: at });
      open = { start: at, isLabel: opens === "label" };
    }
    at += line.length + 1;
  });
  return [...found, { ...open, end: text.length }].filter(
    (block) => text.slice(block.start, block.end).trim() !== "",
  );
}

/** The lines with which a block begins: a blank one, a bullet, a heading, a label, and what follows one of these two. */
function blockOpenings(lines: readonly string[]): Map<number, "label" | "text"> {
  const openings = new Map<number, "label" | "text">();
  lines.forEach((line, index) => {
    const alone = (at: number) => headingLine(lines, at) || isEntry(lines[at] ?? "");
    if (line.trim() === "" || bullet.test(line) || alone(index) || alone(index - 1))
      openings.set(index, "text");
  });
  for (const { first, last } of findLabels(lines)) {
    for (let inside = first + 1; inside <= last; inside += 1) openings.delete(inside);
    openings.set(first, "label").set(last + 1, "text");
  }
  return openings;
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

function withinBlock(block: string): Span[] {
  const ends: number[] = [];
  let start = 0;
  for (const match of block.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    // Not all of what precedes: in a list of initials that would be looked through again at each.
    if (abbreviation.test(block.slice(Math.max(start, end - 12), end))) continue;
    if (start === 0 && itemNumber.test(block.slice(0, end))) continue;
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
function cutLong(block: string, start: number, end: number): Span[] {
  const whole = /[.!?…]["'”’)\]]*\s*$/u.test(block.slice(start, end));
  if (end - start <= (whole ? longestWhole : longest)) return [{ start, end }];
  const window = block.slice(start, start + longest);
  const at = Math.max(window.lastIndexOf("\n"), window.lastIndexOf("; "), window.lastIndexOf(" "));
  const cut = start + (at > longest / 3 ? at + 1 : longest);
  return [{ start, end: cut }, ...cutLong(block, cut, end)];
}

function trim(block: string, { start, end }: Span): Span {
  const slice = block.slice(start, end);
  return {
    start: start + (slice.length - slice.trimStart().length),
    end: end - (slice.length - slice.trimEnd().length),
  };
}

/** "There are three:" says nothing without the list or the line below it. */
function joinIntroductions(text: string, spans: readonly Headed[]): Headed[] {
  const joined: Headed[] = [];
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
