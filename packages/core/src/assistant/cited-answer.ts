import type { Source } from "@smartcourse/contracts/assistant/schemas";
import type { DraftSentence } from "./draft-sentences.ts";
import { foldQuote } from "./find-quote.ts";
import type { Support } from "./verify-sentence.ts";

/** A piece of the answer that may be shown: every sentence in it is proved by the sources that its markers name. */
export interface AnswerPiece {
  readonly text: string;
  /** All sources so far: a marker is a place in this list, from 1. It only grows. */
  readonly sources: readonly Source[];
}

const ending = /[.!?…:;]+["'”’)\]*]*$/u;

/** Adds a proved sentence to what was said before it, its markers numbered anew by the list of sources. */
export function appendSentence(
  before: AnswerPiece | undefined,
  sentence: DraftSentence,
  proofs: readonly Support[],
): AnswerPiece {
  const sources = [...(before?.sources ?? [])];
  const numbers = proofs.map((proof) => numberOf(sources, proof));
  const markers = [...new Set(numbers)].sort((a, b) => a - b).map((number) => `[${number}]`);
  const end = ending.exec(sentence.text)?.[0] ?? "";
  const body = sentence.text.slice(0, sentence.text.length - end.length);
  const lead = before === undefined ? "" : sentence.lead || " ";
  return { text: `${lead}${body} ${markers.join("")}${end}`, sources };
}

/** The place of a quote in the list; one that is there already, or lies within one that is, is not listed again. */
function numberOf(sources: Source[], { passage, quote }: Support): number {
  const wanted = foldQuote(quote);
  const known = sources.findIndex(
    (source) =>
      source.material_id === passage.material_id &&
      source.page === passage.page &&
      source.start_seconds === passage.start_seconds &&
      foldQuote(source.quote).includes(wanted),
  );
  if (known >= 0) return known + 1;
  const { material_id, material, module_id, page, start_seconds, end_seconds } = passage;
  return sources.push({ material_id, material, module_id, page, start_seconds, end_seconds, quote });
}
