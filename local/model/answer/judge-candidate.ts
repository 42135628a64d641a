import { cosine, type Embedder } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import { plain, splitSentences } from "../text/sentences.ts";
import { coverage, questionTerms, termsOf } from "./coverage.ts";

/** A sentence of an answer that is judged, and how far the material supports it, from 0 to 1. */
export interface JudgedStatement {
  readonly text: string;
  readonly support: number;
  readonly passage: Passage | undefined;
}

const marker = /\s*\[\^?[\w-]{1,12}\]/gu;

/**
 * Looks for each sentence of an answer in the passages: found word for word is full support, else the share of its terms
 * in the sentence nearest to it, times how near that is.
 */
export async function judgeStatements(
  answer: string,
  passages: readonly Passage[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<JudgedStatement[]> {
  const statements = splitSentences(`${answer.replace(marker, "")}\n`).map(({ text }) => plain(text));
  const sources = passages.flatMap((passage) =>
    splitSentences(passage.text).map(({ text }) => ({ passage, text: plain(text) })),
  );
  const vectors = await embedder.embed([...statements, ...sources.map(({ text }) => text)], signal);
  return statements.map((text, at) => {
    const verbatim = passages.find((passage) => plain(passage.text).includes(text.replace(/[.!]$/u, "")));
    if (verbatim) return { text, support: 1, passage: verbatim };
    const terms = questionTerms(text, [], embedder);
    let best: JudgedStatement = { text, support: 0, passage: undefined };
    sources.forEach(({ passage, text: source }, index) => {
      const near = cosine(vectors[at] ?? none, vectors[statements.length + index] ?? none);
      const support = coverage(terms, termsOf(source), ({ rarity }) => rarity) * Math.max(0, near);
      if (support > best.support) best = { text, support, passage };
    });
    return best;
  });
}

const none = new Float32Array(0);
