import type { AskState } from "./ask-state.ts";
import { confidenceOfAnswer, confidenceOfRefusal } from "./confidence.ts";
import { notCovered } from "./prompts.ts";

const attempts = 2;

/** Whether another attempt is worth it: nothing was proved, and this was not the last. */
export function shouldRetry({ draft, attempt }: AskState): boolean {
  return draft.said === undefined && attempt < attempts;
}

/** Whether the retrieval brought anything that was not tried before. */
export function hasNewPassages({ passages, exhausted }: AskState): boolean {
  return passages.some(({ id }) => !exhausted.includes(id));
}

/** Turns what was proved into the answer; where nothing was, that the course does not cover it. Undefined: try again. */
export function evaluate(state: AskState): Partial<AskState> {
  const { draft } = state;
  if (draft.said !== undefined) {
    const { text: answer, sources } = draft.said;
    return {
      answer: { answer, answered: true, confidence: confidenceOfAnswer(state), sources: [...sources] },
    };
  }
  if (shouldRetry(state)) return { answer: undefined };
  return {
    answer: { answer: notCovered, answered: false, confidence: confidenceOfRefusal(state), sources: [] },
  };
}
