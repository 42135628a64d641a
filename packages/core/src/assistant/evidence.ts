import type { Passage } from "./passages.ts";
import { type Span, sentenceSpans } from "./sentence-spans.ts";
import { type Terms, joinTerms, readTerms } from "./terms.ts";

/** A quote is a sentence, or two or three in a row where that says more. */
const longestQuote = 3;

/** A stretch of a passage that may be quoted. */
export interface Quotable {
  readonly span: Span;
  readonly sentences: number;
  readonly terms: Terms;
}

/** A passage read once for all the sentences that are held against it. */
export interface Evidence {
  readonly passage: Passage;
  /** Its sentences, less those that give orders. */
  readonly sentences: readonly Span[];
  readonly quotables: readonly Quotable[];
  /** Its heading and the title of its material: what its sentences need not repeat. */
  readonly frame: Terms;
}

/** Reads the passages that an answer is drawn from. */
export function readEvidence(passages: readonly Passage[]): Evidence[] {
  return passages.map((passage) => {
    const ordered = (span: Span) => passage.orders.some((order) => overlaps(span, order));
    const sentences = sentenceSpans(passage.text).filter((span) => !ordered(span));
    const terms = sentences.map(({ start, end }) => readTerms(passage.text.slice(start, end)));
    const quotables = sentences.flatMap((first, index) =>
      sentences.slice(index, index + longestQuote).map((last, more) => ({
        span: { start: first.start, end: last.end },
        sentences: more + 1,
        terms: joinTerms(terms.slice(index, index + more + 1)),
      })),
    );
    return {
      passage,
      sentences,
      quotables: quotables.filter(({ span }) => !ordered(span)),
      frame: readTerms(`${passage.heading}\n${passage.material}`),
    };
  });
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
