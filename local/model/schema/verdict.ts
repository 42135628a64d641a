import { answerThreshold, relevanceThreshold } from "../answer/extract-answer.ts";
import { propertyWords, type Scope } from "./scope.ts";

const aboutSupport = /ground|support|faithful|hallucinat|verif|entail|factual|consisten/u;
const aboutUse = /useful|answers|address|complete|helpful|resolve/u;
const aboutRelevance = /relevan|related|useful|keep|on_topic/u;
const turned =
  /^(?:is_|has_)?(?:not_|un(?:supported|answerable|grounded|related|able)|in(?:sufficient|complete|correct)|ir+elevant|hallucinat|missing|refus|off_topic|needs?_|should_(?:retry|rewrite|search)|retry|rewrite|escalate|no_answer|out_of)/u;

/** A probability, and from where on it means yes. */
export interface Verdict {
  readonly probability: number;
  readonly threshold: number;
}

const supportThreshold = 0.6;

/**
 * What the material says to a yes-or-no of this name: whether it answers the question, or a passage does, or, where the
 * prompt brings an answer to be judged, whether that is supported, or answers what was asked.
 */
export async function judge(scope: Scope, name: string, description = ""): Promise<Verdict> {
  const { reading, statement, passage } = scope;
  const about = `${propertyWords(name)} ${propertyWords(description)}`;
  if (statement) return { probability: statement.support, threshold: supportThreshold };
  if (passage) return { probability: await reading.confidence(passage), threshold: relevanceThreshold };
  if (reading.prompt.candidate === undefined)
    return {
      probability: await reading.confidence(),
      threshold: aboutRelevance.test(about) ? relevanceThreshold : answerThreshold,
    };
  if (aboutSupport.test(about)) return { probability: await reading.support(), threshold: supportThreshold };
  if (aboutUse.test(about)) return { probability: await reading.usefulness(), threshold: relevanceThreshold };
  const [support, use] = [await reading.support(), await reading.usefulness()];
  return { probability: Math.min(support, use), threshold: relevanceThreshold };
}

/** Whether a yes here is bad news: `unsupported`, `hallucinated`, `needs_retry`. */
export function isTurned(name: string): boolean {
  return turned.test(propertyWords(name));
}

export function isYes({ probability, threshold }: Verdict): boolean {
  return probability >= threshold;
}
