import type { AskState } from "./ask-state.ts";
import { holds, readTerms } from "./terms.ts";

/** What each signal counts; they sum to 1. Set by hand, not fitted: how well it is calibrated is not known. */
const weights = { proof: 0.35, topic: 0.25, retrieval: 0.25, yield: 0.15 };
/** The answer to a rewritten question has gone astray once already. */
const secondAttempt = 0.85;
/** Cosines of unrelated and of matching texts, in the models that we know: where the scale of the signal begins and ends. */
const cosines = { none: 0.1, full: 0.65 };
const bounds = { least: 0.05, most: 0.98 };
/** Nothing was proved: whatever is told is no answer, and at best it is near one. */
const refusal = { most: 0.2 };

/**
 * How far an answer may be relied on, from 0 to 1: the mean share of each sentence that its quote holds (proof), the share of the
 * question's terms that the quotes, headings and titles have (topic), how near the cited passages are to the question
 * (retrieval), and the share of what the model wrote that could be proved (yield).
 */
export function confidenceOfAnswer({
  question,
  draft,
  attempt,
}: Pick<AskState, "question" | "draft" | "attempt">): number {
  const proofs = draft.proofs.flat();
  if (proofs.length === 0) return bounds.least;
  const told = readTerms(
    proofs.map(({ quote, passage }) => `${quote}\n${passage.heading}\n${passage.material}`).join("\n"),
  );
  const asked = [...readTerms(question).all];
  const signals = {
    proof: mean(proofs.map(({ coverage }) => coverage)),
    topic: asked.length === 0 ? 0.5 : asked.filter((term) => holds(told, term)).length / asked.length,
    retrieval: nearness(Math.max(...proofs.map(({ passage }) => passage.similarity))),
    yield: draft.proofs.length / Math.max(1, draft.written),
  };
  const sum =
    weights.proof * signals.proof +
    weights.topic * signals.topic +
    weights.retrieval * signals.retrieval +
    weights.yield * signals.yield;
  return round(Math.min(bounds.most, Math.max(bounds.least, attempt > 1 ? sum * secondAttempt : sum)));
}

/** The confidence of "not covered": low always, lower the further the course is from the question. */
export function confidenceOfRefusal({ found }: Pick<AskState, "found">): number {
  return round(refusal.most * nearness(Math.max(0, ...found.map(({ similarity }) => similarity))));
}

function nearness(cosine: number): number {
  return Math.min(1, Math.max(0, (cosine - cosines.none) / (cosines.full - cosines.none)));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
