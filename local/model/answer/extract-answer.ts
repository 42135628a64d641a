import { plain } from "../text/sentences.ts";
import type { Wishes } from "../text/wishes.ts";
import type { Candidate } from "./evidence.ts";

/** Confidence from which the material is said to answer: 85 of 100 questions that it does answer, none that are off its subject. */
export const answerThreshold = 0.45;
/** Confidence from which a passage is worth reading on. */
export const relevanceThreshold = 0.35;
const usualSentences = 3;
/** A further sentence is quoted where it is nearly as good as the best. */
const nearly = 0.85;

/** The one to three sentences that answer, best first, none twice; none at all where the evidence is too weak. */
export function chooseSentences(candidates: readonly Candidate[], limit = usualSentences): Candidate[] {
  const best = candidates[0];
  if (!best || best.confidence < answerThreshold) return [];
  const seen = new Set<string>();
  const good = candidates.filter(({ sentence, score, confidence }) => {
    const text = plain(sentence.text);
    if (seen.has(text) || score < nearly * best.score || confidence < relevanceThreshold) return false;
    seen.add(text);
    return true;
  });
  return good.slice(0, Math.min(limit, usualSentences));
}

/** The sentences as prose or as a list, each with its passage's marker where citations are wanted. */
export function writeAnswer(
  chosen: readonly Candidate[],
  wishes: Wishes,
  markers = wishes.citations,
): string {
  if (chosen.length === 0) return wishes.refusal;
  const sentences = chosen.map(({ sentence, passage }) => {
    const text = prose(sentence.text);
    return markers ? `${text} [${passage.id}]` : text;
  });
  if (wishes.bullets) return sentences.map((text) => `- ${text}`).join("\n");
  return sentences.map((text, at) => lead(chosen[at - 1]) + text).join("");
}

/** A fragment is kept apart from what follows, which would else seem to go on with it. */
function lead(previous: Candidate | undefined): string {
  if (previous === undefined) return "";
  return /[.!?:;…]["'”’)\]]*$/u.test(previous.sentence.text) ? " " : "\n\n";
}

/** A quotation on one line, without the bullet it may have had. */
export function prose(text: string): string {
  return plain(text).replace(/^(?:[-*+•‣▪–]|\(?\d{1,3}[.)])\s+/u, "");
}
