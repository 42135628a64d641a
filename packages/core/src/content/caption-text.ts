import type { Cue, ExtractedPage } from "./extracted-text.ts";
import { tidyCharacters } from "./tidy-text.ts";

/** Words and when they are said or shown, in seconds. Line feeds in the text are lines on the screen. */
export interface TimedText {
  readonly start_seconds: number;
  readonly end_seconds: number;
  readonly text: string;
}

interface Shown {
  readonly start_seconds: number;
  end_seconds: number;
  /** All lines on the screen, and those of them that were not there before. */
  readonly lines: readonly string[];
  readonly fresh: readonly string[];
}

/** Captions that follow one another so closely, in seconds, are one that changes. */
const seamless = 0.25;
/** A silence that ends a paragraph. */
const pause = 3;

/**
 * Puts timed texts together to one, in the order of their times, each a cue in it. Captions that roll (a line is shown again
 * above the next one), grow word by word, or are shown twice at once, say everything once.
 */
export function captionPage(captions: readonly TimedText[]): ExtractedPage {
  const cues: Cue[] = [];
  const pieces: string[] = [];
  let length = 0;
  let before: Shown | undefined;
  for (const shown of withoutRepeats(captions)) {
    const piece = joinLines(shown.fresh);
    const separator = before === undefined ? "" : separatorOf(before, shown);
    const start = length + separator.length;
    length = start + piece.length;
    pieces.push(separator, piece);
    cues.push({ start, end: length, start_seconds: shown.start_seconds, end_seconds: shown.end_seconds });
    before = shown;
  }
  return { page: null, text: pieces.join(""), headings: [], cues };
}

function withoutRepeats(captions: readonly TimedText[]): Shown[] {
  const kept: Shown[] = [];
  /** Captions on the screen, or just gone. */
  let recent: Shown[] = [];
  const inOrder = captions.toSorted((a, b) => a.start_seconds - b.start_seconds);
  for (const { start_seconds, end_seconds, text } of inOrder) {
    const lines = tidyLines(text);
    if (lines.length === 0) continue;
    recent = recent.filter((other) => other.end_seconds >= start_seconds - seamless).slice(-mostAtOnce);
    const ends = Math.max(start_seconds, end_seconds);
    const { fresh, of } = freshLines(lines, recent);
    const shown = { start_seconds, end_seconds: ends, lines, fresh };
    if (fresh.length > 0) kept.push(shown);
    else if (of) of.end_seconds = Math.max(of.end_seconds, ends);
    // What repeats counts as shown, so that a line is known through any number of repeats.
    recent.push(fresh.length > 0 || of === undefined ? shown : Object.assign(of, { lines }));
  }
  return kept;
}

/** So many captions at once are compared; no screen holds more. */
const mostAtOnce = 8;

/** The lines that are not on the screen yet; where there are none, which caption shows them. */
function freshLines(
  lines: readonly string[],
  recent: readonly Shown[],
): { fresh: readonly string[]; of?: Shown } {
  for (const other of recent.toReversed()) {
    const known = overlap(other.lines, lines);
    if (known === lines.length) return { fresh: [], of: other };
    if (known > 0) return { fresh: lines.slice(known) };
    const grown = grownBy(other.lines, lines);
    if (grown !== undefined) return { fresh: [grown] };
  }
  return { fresh: lines };
}

/** How many of the last lines of one caption are the first lines of the next. */
function overlap(before: readonly string[], after: readonly string[]): number {
  for (let count = Math.min(before.length, after.length); count > 0; count -= 1) {
    if (before.slice(-count).every((line, index) => line === after[index])) return count;
  }
  return 0;
}

/** What a caption has more than the one before it, where it begins with all of that one's words. */
function grownBy(before: readonly string[], after: readonly string[]): string | undefined {
  const [short, long] = [before.join(" "), after.join(" ")];
  if (!long.startsWith(`${short} `)) return undefined;
  return long.slice(short.length + 1);
}

function tidyLines(text: string): string[] {
  return tidyCharacters(text)
    .split(/\r\n?|\n/u)
    .map((line) => line.replace(/\s+/gu, " ").trim())
    .filter((line) => line !== "");
}

/** A dash begins what another person says. */
const speaks = /^[-–—]\s*\S/u;

function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => (speaks.test(line) ? `${text}\n${line}` : `${text} ${line}`));
}

function separatorOf(before: Shown, { start_seconds, fresh }: Shown): string {
  if (start_seconds - before.end_seconds >= pause) return "\n\n";
  return speaks.test(fresh[0] ?? "") ? "\n" : " ";
}
