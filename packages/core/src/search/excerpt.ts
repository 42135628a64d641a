import { type AskedWords, type FoundWord, coverage, findWords } from "./asked-words.ts";

/** A piece of a text, and the words asked for in it as [start, end) in UTF-16 code units. */
export interface Excerpt {
  readonly text: string;
  readonly highlights: [number, number][];
}

const ellipsis = "…";

/** At most `limit` characters of a text: those around most of the words asked for, else its beginning. */
export function excerpt(source: string, asked: AskedWords, limit: number, beginning = ""): Excerpt {
  const text = source.replace(/\s+/gu, " ").trim();
  const { start, end } = text.length <= limit ? { start: 0, end: text.length } : cut(text, asked, limit);
  const shown = `${start > 0 ? ellipsis : ""}${text.slice(start, end)}${end < text.length ? ellipsis : ""}`;
  const found = findWords(shown, asked, beginning);
  return { text: shown, highlights: found.map((word) => [word.start, word.end]) };
}

function cut(text: string, asked: AskedWords, limit: number): { start: number; end: number } {
  const room = limit - 2 * ellipsis.length;
  const window = densest(findWords(text, asked), asked, room);
  if (window === undefined) return { start: 0, end: wordEnd(text, room) };
  const spare = room - (window.end - window.start);
  const earliest = Math.max(0, Math.min(window.start - Math.floor(spare / 2), text.length - room));
  const start = wordStart(text, earliest, window.start);
  return { start, end: wordEnd(text, start + room) };
}

/** The run of found words, no longer than `room`, that holds most of those asked for. */
function densest(found: readonly FoundWord[], asked: AskedWords, room: number) {
  let best: { start: number; end: number; share: number } | undefined;
  for (const [at, first] of found.entries()) {
    const run = found.slice(at).filter(({ end }) => end - first.start <= room);
    const share = coverage(run, asked);
    const end = run.at(-1)?.end;
    if (end !== undefined && share > (best?.share ?? 0)) best = { start: first.start, end, share };
  }
  return best;
}

/** The first beginning of a word from `from` on, of a sentence where one begins before `to`. */
function wordStart(text: string, from: number, to: number): number {
  if (from === 0) return 0;
  const before = text.slice(from, to);
  const sentence = /(?<=[.!?]["”’)]* )\S/u.exec(before)?.index;
  const word = /(?<= )\S/u.exec(before)?.index;
  return from + (sentence ?? word ?? before.length);
}

/** Before the last space up to `to`; between two characters where a script writes none. */
function wordEnd(text: string, to: number): number {
  if (to >= text.length) return text.length;
  const space = text.lastIndexOf(" ", to);
  if (space > to - 40 && space > 0) return space;
  const inPair = /[\uD800-\uDBFF]/.test(text[to - 1] ?? "");
  return inPair ? to - 1 : to;
}
