import type { Span } from "./sentence-spans.ts";

/** Characters that are written in more than one way, by the one that stands for them here. */
const alike: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "‚": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
  "−": "-",
};
const invisible = /[\u00AD\u200B\u2060\uFEFF]/u;
const space = /\s/u;

/** A text with one space for any, one form of quotes and dashes, no case; and where each character came from. */
interface Folded {
  readonly text: string;
  readonly origins: readonly number[];
}

/**
 * Finds a quotation again in the text it is from, whatever became of its spaces, line ends, quotation marks, dashes and
 * capitals. The span is of the text itself, so that cutting it out gives the quotation as it is written there.
 */
export function findQuote(text: string, wanted: string): Span | undefined {
  const needle = foldQuote(wanted);
  if (needle === "") return undefined;
  const haystack = fold(text);
  const at = haystack.text.indexOf(needle);
  if (at < 0) return undefined;
  const start = haystack.origins[at];
  const last = haystack.origins[at + needle.length - 1];
  return start === undefined || last === undefined ? undefined : { start, end: last + 1 };
}

/** Two texts are the same quotation where this is the same. */
export function foldQuote(text: string): string {
  return fold(text).text.trim();
}

/** Works by code unit, so that each has one origin; what would change its length keeps its case. */
function fold(text: string): Folded {
  let folded = "";
  const origins: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    if (invisible.test(unit)) continue;
    const blank = space.test(unit);
    if (blank && folded.endsWith(" ")) continue;
    const lower = unit.toLowerCase();
    folded += blank ? " " : (alike[unit] ?? (lower.length === 1 ? lower : unit));
    origins.push(index);
  }
  return { text: folded, origins };
}
