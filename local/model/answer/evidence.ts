import { cosine, type Embedder, normalise } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import { plain, type Sentence, splitSentences } from "../text/sentences.ts";
import { showsAnswerKind } from "./answer-kind.ts";
import { coverage, questionTerms, termsOf } from "./coverage.ts";

export interface Candidate {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** Orders candidates. */
  readonly score: number;
  /** How surely this sentence and its passage answer the question, from 0 to 1. */
  readonly confidence: number;
}

/** A sentence with what stands around it. */
interface Placed {
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly around: string;
}

/** What is known of a sentence in the light of the question, each from 0 to 1 but for the cosines. */
interface Signals {
  readonly meaning: number;
  readonly passageMeaning: number;
  readonly terms: number;
  readonly termsAround: number;
  readonly kind: number;
}

/**
 * Every sentence of the passages as an answer to the question, best first: nearness in meaning, of the sentence and of
 * its passage, the question's terms weighted by rarity, and whether it shows what kind of thing is asked for.
 */
export async function weighEvidence(
  question: string,
  passages: readonly Passage[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const placed = passages.flatMap(placeSentences);
  if (placed.length === 0 || question.trim() === "") return [];
  const texts = placed.map(({ sentence }) => withHeading(sentence));
  const [asked, ...vectors] = await embedder.embed([plain(question), ...texts], signal);
  if (!asked) return [];
  const sets = placed.map(({ sentence }) => termsOf(sentence.text));
  const terms = questionTerms(question, sets, embedder);
  const means = passageMeans(placed, vectors);
  const candidates = placed.map(({ passage, sentence, around }, at): Candidate => {
    const shown = showsAnswerKind(question, sentence.text);
    const signals: Signals = {
      meaning: cosine(asked, vectors[at] ?? asked),
      passageMeaning: cosine(asked, means.get(passage) ?? asked),
      terms: coverage(terms, sets[at] ?? new Set(), ({ rarity, scarcity }) => rarity * scarcity),
      termsAround: coverage(terms, termsOf(around), ({ rarity }) => rarity),
      kind: shown === undefined ? 0.5 : Number(shown),
    };
    return { passage, sentence, score: score(signals), confidence: confidence(signals, embedder.kind) };
  });
  return candidates.toSorted((a, b) => b.score - a.score);
}

/**
 * A question in the text is no answer, but it stands over the next sentence as a heading does. Nor is an order to
 * whoever reads the prompt: material is to be quoted, never obeyed.
 */
function placeSentences(passage: Passage): Placed[] {
  const title =
    passage.attributes["title"] ?? passage.attributes["section"] ?? passage.attributes["heading"] ?? "";
  const all = splitSentences(passage.text);
  return all.flatMap((sentence, at) => {
    if (isQuestion(sentence.text) || order.test(sentence.text)) return [];
    const around = [title, sentence.heading, all[at - 1]?.text, sentence.text, all[at + 1]?.text].join(" ");
    return [{ passage, sentence: underQuestion(sentence, all[at - 1]), around }];
  });
}

const order =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instructions?|prompts?|rules|guidelines|messages?)\b|\b(?:answer|respond|reply)\b[^.]{0,40}\b(?:with|by saying)\b[^.]{0,20}["“'`]|^\W*(?:system|assistant|user)\s*:/iu;

function isQuestion(text: string): boolean {
  return /[?？]["'”’)]*$/u.test(text);
}

function underQuestion(sentence: Sentence, previous: Sentence | undefined): Sentence {
  return previous && isQuestion(previous.text) ? { ...sentence, heading: plain(previous.text) } : sentence;
}

function withHeading({ text, heading }: Sentence): string {
  return heading === "" ? plain(text) : `${heading}: ${plain(text)}`;
}

/** The direction of a passage: the mean of its sentences, which costs nothing more to embed. */
function passageMeans(
  placed: readonly Placed[],
  vectors: readonly Float32Array[],
): Map<Passage, Float32Array> {
  const means = new Map<Passage, Float32Array>();
  placed.forEach(({ passage }, at) => {
    const vector = vectors[at];
    if (!vector) return;
    const mean = means.get(passage) ?? new Float32Array(vector.length);
    for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0);
    means.set(passage, mean);
  });
  for (const mean of means.values()) normalise(mean);
  return means;
}

/**
 * Weights found on the development set of SQuAD 2.0 (Rajpurkar et al. 2018) and on the questions of Python's FAQ, of
 * which other samples then have the answer in the first sentence for 78 and 70 of 100, in the first three for 91 and 90.
 */
function score({ meaning, passageMeaning, terms, termsAround, kind }: Signals): number {
  return meaning + 0.5 * passageMeaning + 0.5 * terms + 0.2 * termsAround + 0.1 * kind;
}

/** A logistic regression on the same questions, with the paragraph that answers them in the material and taken out of it. */
function confidence({ meaning, passageMeaning, termsAround }: Signals, kind: Embedder["kind"]): number {
  const logit =
    kind === "minilm"
      ? -4.4 + 3.6 * meaning + 2.2 * passageMeaning + 1.9 * termsAround
      : -4 + 3 * meaning + 2 * passageMeaning + 4 * termsAround;
  return 1 / (1 + Math.exp(-logit));
}
