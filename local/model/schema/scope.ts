import type { Candidate } from "../answer/evidence.ts";
import type { JudgedStatement } from "../answer/judge-candidate.ts";
import type { Reading } from "../answer/reading.ts";
import type { QuizItem } from "../answer/write-quiz.ts";
import type { Passage } from "../text/passages.ts";

/** What a part of the schema is about: the whole prompt, or the one passage, quotation, statement or question at hand. */
export interface Scope {
  readonly reading: Reading;
  readonly passage?: Passage;
  readonly evidence?: Candidate;
  readonly statement?: JudgedStatement;
  readonly quiz?: QuizItem;
  /** Index of the option of `quiz`. */
  readonly option?: number;
  /** A text that an array of strings has at this place. */
  readonly text?: string;
}

/** A property's name in words, so that patterns need not know of camelCase: `binaryScore` is `binary_score`. */
export function propertyWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/gu, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .toLowerCase();
}

/** Runs the first rule whose pattern fits the name; where none fits the name, the first that fits the description. */
export function applyRule<T>(
  rules: readonly (readonly [RegExp, T])[],
  name: string,
  description: string | undefined,
): T | undefined {
  const fits = (text: string) => rules.find(([pattern]) => pattern.test(text))?.[1];
  return (
    fits(propertyWords(name)) ?? (description === undefined ? undefined : fits(propertyWords(description)))
  );
}
