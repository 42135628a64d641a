import type { Answer } from "@smartcourse/contracts/assistant/schemas";
import { Annotation } from "@langchain/langgraph";
import type { FoundPassage, Scope } from "./assistant-ports.ts";
import type { Passage } from "./passages.ts";
import type { AnswerPiece } from "./cited-answer.ts";
import type { Support } from "./verify-sentence.ts";

/** What came of one attempt to write an answer. */
export interface Draft {
  /** The proved sentences, joined; undefined where there is none. */
  readonly said: AnswerPiece | undefined;
  /** What proves each of them. */
  readonly proofs: readonly (readonly Support[])[];
  /** How many sentences were written, proved or not. */
  readonly written: number;
}

/** What the nodes of the graph hand on. */
export const AskState = Annotation.Root({
  question: Annotation<string>,
  scope: Annotation<Scope>,
  /** What is searched for: the question, then, on the second attempt, what the model made of it. */
  query: Annotation<string>,
  attempt: Annotation<number>,
  found: Annotation<readonly FoundPassage[]>,
  passages: Annotation<readonly Passage[]>,
  /** Ids of the passages from which no answer could be drawn. */
  exhausted: Annotation<readonly string[]>,
  draft: Annotation<Draft>,
  answer: Annotation<Answer | undefined>,
});
export type AskState = typeof AskState.State;

/** The state that a question begins with. */
export function begin(question: string, scope: Scope): AskState {
  return {
    question,
    scope,
    query: question,
    attempt: 1,
    found: [],
    passages: [],
    exhausted: [],
    draft: nothing,
    answer: undefined,
  };
}

/** The draft of an attempt that found nothing to write from. */
export const nothing: Draft = { said: undefined, proofs: [], written: 0 };
