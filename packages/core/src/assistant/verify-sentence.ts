import type { DraftSentence } from "./draft-sentences.ts";
import { type Evidence, overlaps } from "./evidence.ts";
import { findQuote } from "./find-quote.ts";
import type { Passage } from "./passages.ts";
import type { Span } from "./sentence-spans.ts";
import { type Terms, readTerms } from "./terms.ts";

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
const bullet = /^\s*(?:[-*+•]|\(?\d{1,3}[.)])\s+/u;

/**
 * Looks a sentence up in the passages that it cites, then in the others: the model's marker is a hint, the text decides.
 * It holds where a passage says it word for word, or where a quote has most of its terms, every number and every name
 * in it, most of what it adds to the question, and denies nothing that it affirms. Empty where none does.
 */
export function verifySentence(
  sentence: DraftSentence,
  evidence: readonly Evidence[],
  question: string,
): Support[] {
  const claim = sentence.text.replace(bullet, "");
  const [said, asked] = [readTerms(claim), readTerms(question)];
  if (said.all.size === 0) return [];
  const prove = (threshold: number) => (source: Evidence) => {
    const proof = wordForWord(claim, source, said, asked) ?? inOtherWords(said, source, asked, threshold);
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
 * is too short to speak for itself ("It can be changed.") is quoted with its neighbours.
 */
function wordForWord(
  claim: string,
  { passage, sentences, quotables }: Evidence,
  said: Terms,
  asked: Terms,
): Proof | undefined {
  const found = findQuote(passage.text, claim) ?? findQuote(passage.text, claim.replace(/[.!?…]+$/u, ""));
  if (found === undefined || passage.orders.some((order) => overlaps(order, found))) return undefined;
  const touched = sentences.filter((span) => overlaps(span, found));
  const [start, end] = [touched[0]?.start, touched.at(-1)?.end];
  if (start === undefined || end === undefined) return undefined;
  const around =
    passage.text.slice(start, found.start).replace(bullet, "") + passage.text.slice(found.end, end);
  if (/[\p{L}\p{N}]/u.test(around)) return undefined;
  if (said.all.size >= fewTerms) return { span: { start, end }, coverage: 1 };
  const wider = quotables.filter(
    ({ span, terms }) => span.start <= start && span.end >= end && isAbout(terms, asked),
  );
  const [shortest] = wider.sort((a, b) => a.sentences - b.sentences);
  return shortest && { span: shortest.span, coverage: 1 };
}

function inOtherWords(
  said: Terms,
  { quotables, frame }: Evidence,
  asked: Terms,
  threshold: number,
): Proof | undefined {
  const short = said.all.size < fewTerms;
  let best: (Proof & { readonly score: number }) | undefined;
  for (const { span, sentences, terms } of quotables) {
    if (short && (sentences > 1 || !isAbout(terms, asked))) continue;
    const coverage = coverageOf(said, terms, frame, asked, threshold);
    if (coverage === undefined) continue;
    const score = coverage - costOfLength * (sentences - 1);
    if (best === undefined || score > best.score) best = { span, coverage, score };
  }
  return best;
}

/** The share of what is said that the quote and its frame hold; undefined where that does not prove it. */
function coverageOf(
  said: Terms,
  quote: Terms,
  frame: Terms,
  asked: Terms,
  threshold: number,
): number | undefined {
  const holds = (term: string) => quote.all.has(term) || frame.all.has(term);
  const numbers = [...said.numbers].every(holds);
  const names = [...said.names].every((name) => holds(name) || asked.all.has(name));
  if (!numbers || !names || contradicts(said, quote) || contradicts(quote, said)) return undefined;
  const coverage = share([...said.all], holds);
  const inQuote = share([...said.all], (term) => quote.all.has(term));
  const added = share(
    [...said.all].filter((term) => !asked.all.has(term)),
    holds,
  );
  return coverage >= threshold && added >= threshold && inQuote >= threshold / 2 ? coverage : undefined;
}

/** Whether one text only denies what the other only affirms. */
function contradicts(one: Terms, other: Terms): boolean {
  return [...one.denied].some(
    (term) => !one.affirmed.has(term) && other.affirmed.has(term) && !other.denied.has(term),
  );
}

/** Whether a quote has at least half of what is asked for. */
function isAbout(quote: Terms, asked: Terms): boolean {
  return share([...asked.all], (term) => quote.all.has(term)) >= 0.5;
}

function share(terms: readonly string[], holds: (term: string) => boolean): number {
  return terms.length === 0 ? 1 : terms.filter(holds).length / terms.length;
}
