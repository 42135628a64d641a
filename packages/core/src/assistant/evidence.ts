import type { Passage } from "./passages.ts";
import { type Span, sentenceSpans } from "./sentence-spans.ts";
import { type Terms, joinTerms, readTerms } from "./terms.ts";

/** A quote is a sentence, or two or three in a row where that says more. */
const longestQuote = 3;

/** A stretch of a passage that may be quoted: one sentence or several. */
export interface Quotable {
  readonly span: Span;
  readonly terms: Terms;
  readonly sentences: readonly Sentence[];
}

export interface Sentence {
  readonly span: Span;
  readonly terms: Terms;
}

/** A passage read once for all the claims that are held against it. */
export interface Evidence {
  readonly passage: Passage;
  /** Its sentences, less those that give orders. */
  readonly sentences: readonly Sentence[];
  readonly quotables: readonly Quotable[];
  /** Its heading and the title of its material: what its sentences need not repeat. */
  readonly frame: Terms;
}

/** Reads the passages that an answer is drawn from. */
export function readEvidence(passages: readonly Passage[]): Evidence[] {
  return passages.map((passage) => {
    const ordered = (span: Span) => passage.orders.some((order) => overlaps(span, order));
    const sentences = sentenceSpans(passage.text)
      .filter((span) => !ordered(span))
      .map((span): Sentence => ({ span, terms: readTerms(passage.text.slice(span.start, span.end)) }));
    const quotables = sentences.flatMap((_, first) =>
      sentences
        .slice(first, first + longestQuote)
        .map((_, more) => quotable(sentences.slice(first, first + more + 1))),
    );
    const frame = readTerms(`${passage.heading}\n${passage.material}`);
    return { passage, sentences, quotables: quotables.filter(({ span }) => !ordered(span)), frame };
  });
}

function quotable(sentences: readonly Sentence[]): Quotable {
  const span = { start: sentences[0]?.span.start ?? 0, end: sentences.at(-1)?.span.end ?? 0 };
  return { span, sentences, terms: joinTerms(sentences.map(({ terms }) => terms)) };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
