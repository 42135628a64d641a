import { sentenceSpans } from "./sentence-spans.ts";

/** A sentence as the model wrote it, before anything of it is believed. */
export interface DraftSentence {
  /** Without its markers. */
  readonly text: string;
  /** Numbers of the passages that it names as its sources. */
  readonly cited: readonly number[];
  /** What separates it from the sentence before it. */
  readonly lead: "" | " " | "\n" | "\n\n";
}

/** [1], [1, 2], [1-3], [Passage 2], 【1】 */
const marker =
  /\s*(?:\[|【)\s*(?:(?:passages?|sources?)\s+)?(\d{1,2}(?:\s*(?:[,;–-]|and)\s*\d{1,2})*)\s*(?:\]|】)/giu;
const leadingMarkers = /^(?:\s*(?:\[|【)[^\]】\n]{0,40}(?:\]|】))+[.,;]?/u;
const letter = /\p{L}/u;

/**
 * Reads sentences, each with its markers, out of an answer that is still being written. A sentence is handed on when the
 * next one has begun, for its markers may come after its full stop. The outcome does not depend on how the text was cut
 * into pieces.
 */
export async function* draftSentences(pieces: AsyncIterable<string>): AsyncGenerator<DraftSentence> {
  let rest = "";
  let first = true;
  const read = function* (whole: boolean): Generator<DraftSentence> {
    const { ends, from } = cut(rest, whole);
    let start = 0;
    for (const end of ends) {
      const sentence = draft(rest.slice(start, end), first);
      start = end;
      if (sentence === undefined) continue;
      first = false;
      yield sentence;
    }
    rest = rest.slice(from);
  };
  for await (const piece of pieces) {
    rest += piece;
    yield* read(false);
  }
  yield* read(true);
}

/** Where the complete sentences end, their markers included: a letter after them settles that they have ended. */
function cut(text: string, whole: boolean): { ends: number[]; from: number } {
  const spans = sentenceSpans(text).map(({ start, end }) => {
    const markers = leadingMarkers.exec(text.slice(start, end))?.[0].length ?? 0;
    return { start, end, body: start + markers };
  });
  const settled = spans.findLastIndex(({ body, end }) => letter.test(text.slice(body, end)));
  const ends = spans.slice(0, Math.max(0, settled)).map((span, index) => {
    const next = spans[index + 1];
    return next !== undefined && next.body > next.start ? next.body : span.end;
  });
  if (whole) ends.push(text.length);
  return { ends, from: ends.at(-1) ?? 0 };
}

function draft(raw: string, first: boolean): DraftSentence | undefined {
  const cited: number[] = [];
  const bare = raw.replace(marker, (found: string, numbers: string, at: number) => {
    const after = raw.slice(at + found.length).replace(marker, "");
    if (/[\p{L}\p{N}_]$/u.test(raw.slice(0, at)) && !/^\s/u.test(found) && /[\p{L}\p{N}]/u.test(after))
      return found;
    cited.push(...numbersIn(numbers));
    return "";
  });
  const text = bare.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  const blank = /^\s*/u.exec(raw)?.[0] ?? "";
  return { text, cited: [...new Set(cited)], lead: first ? "" : leadOf(blank) };
}

function leadOf(blank: string): DraftSentence["lead"] {
  if (/\n\s*\n/u.test(blank)) return "\n\n";
  return blank.includes("\n") ? "\n" : " ";
}

function numbersIn(list: string): number[] {
  return list.split(/[,;]|and/iu).flatMap((part) => {
    const [from = 0, to = from] = part.split(/[–-]/u).map(Number);
    return Array.from({ length: Math.min(Math.max(to - from, 0), 20) + 1 }, (_, index) => from + index);
  });
}
