import type { Prompt } from "../text/prompt.ts";
import { contentTerms, isStopWord, words } from "../text/terms.ts";

const leaning =
  /\b(?:it|its|they|them|their|this|that|these|those|he|she|him|her|one|ones|former|latter|same)\b|^(?:and|but|so|what about|how about)\b/iu;

/** The question so that it stands alone: one that leans on the conversation gets the earlier question's terms behind it. */
export function rewriteQuestion({ question, earlier }: Prompt): string {
  const previous = earlier.at(-1);
  const leans = leaning.test(question) || contentTerms(question).length < 2;
  if (previous === undefined || !leans) return question;
  const known = new Set(contentTerms(question));
  const subject = words(previous).filter((word) => contentTerms(word).some((term) => !known.has(term)));
  return subject.length === 0
    ? question
    : `${question.replace(/\?\s*$/u, "")} (${[...new Set(subject)].join(" ")})?`;
}

/** The question's own words without its grammar: what a search that found nothing may be tried with again. */
export function searchWords(question: string): string {
  const kept = words(question).filter((word) => !isStopWord(word));
  return kept.length === 0 ? question : kept.join(" ");
}
