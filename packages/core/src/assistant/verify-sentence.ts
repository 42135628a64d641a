import { type Claim, bullet, coverage, isAbout, readClaim } from "./claim.ts";
import type { DraftSentence } from "./draft-sentences.ts";
import { type Evidence, overlaps } from "./evidence.ts";
import { findQuote } from "./find-quote.ts";
import type { Passage } from "./passages.ts";
import type { Span } from "./sentence-spans.ts";

/** What proves a sentence: the stretch of a passage that says it, cut from the stored text. */
export interface Support {
  readonly passage: Passage;
  readonly quote: string;
  /** The share of the sentence's terms that the quote holds; 1 where it says it word for word. */
  readonly coverage: number;
}

/** How much of a sentence its quote must hold: where the model names the passage, and where we had to look for it. */
const enough = { cited: 0.6, uncited: 0.85 };
/** What each further sentence of a quote must bring. */
const costOfLength = 0.05;
/** A shorter sentence says too little by itself: its quote must also be about the question. */
const fewTerms = 3;

/**
 * Looks a sentence up in the passages that it cites, then in the others: the model's marker is a hint, the text decides.
 * It holds where a passage says it word for word, or where a quote has most of its terms, every number and every name
 * in it, most of what it adds to the question, and denies nothing that it affirms. Empty where none does.
 * It compares words and knows no grammar: who does what to whom can still be turned round with the same words.
 */
export function verifySentence(
  sentence: DraftSentence,
  evidence: readonly Evidence[],
  question: string,
): Support[] {
  const claim = readClaim(sentence.text, question);
  if (claim.said.all.size === 0) return [];
  const prove = (threshold: number) => (source: Evidence) => {
    const proof = wordForWord(claim, source) ?? inOtherWords(claim, source, threshold);
    return proof === undefined ? [] : [cite(source.passage, proof)];
  };
  const named = sentence.cited.flatMap((number) => evidence[number - 1] ?? []);
  const proofs = named.flatMap(prove(enough.cited));
  if (proofs.length > 0) return proofs;
  const others = evidence.filter((source) => !named.includes(source)).flatMap(prove(enough.uncited));
  return others.sort((a, b) => b.coverage - a.coverage).slice(0, 1);
}

interface Proof {
  readonly span: Span;
  readonly coverage: number;
}

function cite(passage: Passage, { span, coverage }: Proof): Support {
  return { passage, quote: passage.text.slice(span.start, span.end), coverage };
}

/**
 * The whole sentences that the claim repeats to the letter. A part of one does not do: the rest may turn its meaning. What
 * is too short to speak for itself ("It can be changed.") is quoted with its neighbours, or stands under a heading that
 * is about the question.
 */
function wordForWord(
  { text, said, asked }: Claim,
  { passage, sentences, quotables, frame }: Evidence,
): Proof | undefined {
  const found = findQuote(passage.text, text) ?? findQuote(passage.text, text.replace(/[.!?…]+$/u, ""));
  if (found === undefined || passage.orders.some((order) => overlaps(order, found))) return undefined;
  const touched = sentences.filter(({ span }) => overlaps(span, found));
  const [start, end] = [touched[0]?.span.start, touched.at(-1)?.span.end];
  if (start === undefined || end === undefined) return undefined;
  const before = passage.text.slice(start, found.start).replace(bullet, "");
  if (/[\p{L}\p{N}]/u.test(before + passage.text.slice(found.end, end))) return undefined;
  if (said.all.size >= fewTerms) return { span: { start, end }, coverage: 1 };
  const wider = quotables.filter(
    ({ span, terms }) => span.start <= start && span.end >= end && isAbout(terms, asked),
  );
  const [shortest] = wider.sort((a, b) => a.sentences.length - b.sentences.length);
  if (shortest !== undefined) return { span: shortest.span, coverage: 1 };
  return said.all.size > 1 && isAbout(frame, asked) ? { span: { start, end }, coverage: 1 } : undefined;
}

function inOtherWords(claim: Claim, evidence: Evidence, threshold: number): Proof | undefined {
  const short = claim.said.all.size < fewTerms;
  let best: (Proof & { readonly score: number }) | undefined;
  for (const quote of evidence.quotables) {
    if (short && (quote.sentences.length > 1 || !isAbout(quote.terms, claim.asked))) continue;
    const held = coverage(claim, quote, evidence, threshold);
    if (held === undefined) continue;
    const score = held - costOfLength * (quote.sentences.length - 1);
    if (best === undefined || score > best.score) best = { span: quote.span, coverage: held, score };
  }
  return best;
}
