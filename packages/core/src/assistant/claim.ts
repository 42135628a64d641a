import type { Evidence, Quotable } from "./evidence.ts";
import { type Terms, holds, readTerms } from "./terms.ts";

/** What a sentence of the model asserts, in the light of the question. */
export interface Claim {
  readonly text: string;
  readonly said: Terms;
  readonly asked: Terms;
  /** Its clauses that hold numbers. */
  readonly figures: readonly Terms[];
}

/** The least share of a claim with numbers that its quote must hold: a figure is soon said of the wrong thing. */
const enoughForFigures = 0.8;
/** What a list puts before its items. */
export const bullet = /^\s*(?:[-*+•]|\(?\d{1,3}[.)])\s+/u;
const clauseEnd = /[,;:]\s|\b(?:and|but|while|whereas)\b/iu;

export function readClaim(sentence: string, question: string): Claim {
  const text = sentence.replace(bullet, "");
  const figures = text.split(clauseEnd).map(readTerms);
  return {
    text,
    said: readTerms(text),
    asked: readTerms(question),
    figures: figures.filter(({ numbers }) => numbers.size > 0),
  };
}

/**
 * The share of a claim that a quote holds, with what the passage's heading and title say; undefined where that is below the
 * threshold, where a number, name or identifier of the claim is not there, where one denies what the other affirms, or where the
 * passage says the number of something else.
 */
export function coverage(
  claim: Claim,
  quote: Quotable,
  evidence: Evidence,
  threshold: number,
): number | undefined {
  const { said, asked } = claim;
  const inQuote = (term: string) => holds(quote.terms, term);
  const held = (term: string) => inQuote(term) || holds(evidence.frame, term);
  const numbers = [...said.numbers].every((term) => inQuote(term) || (held(term) && asked.all.has(term)));
  if (!numbers || ![...said.names, ...said.identifiers].every(held)) return undefined;
  if (contradicts(said, quote.terms) || contradicts(quote.terms, said)) return undefined;
  if (misattributes(claim, quote, evidence)) return undefined;
  const enough = said.numbers.size > 0 ? Math.max(threshold, enoughForFigures) : threshold;
  const all = share([...said.all], held);
  const quoted = share([...said.all], inQuote);
  const added = [...said.all].filter((term) => !asked.all.has(term));
  return all >= enough && share(added, held) >= enough && quoted >= enough / 2 ? all : undefined;
}

/** Whether a text has at least half of what is asked for. */
export function isAbout(text: Terms, asked: Terms): boolean {
  return share([...asked.all], (term) => holds(text, term)) >= 0.5;
}

/** Whether one text only denies what the other only affirms. */
function contradicts(one: Terms, other: Terms): boolean {
  return [...one.denied].some(
    (term) => !one.affirmed.has(term) && other.affirmed.has(term) && !other.denied.has(term),
  );
}

/**
 * Whether a number belongs to something else: where "the client's is 5, the server's 30", 5 is not the server's. A sentence
 * of the passage with a number of its own then fits the rest of the clause better than the one that has the claim's.
 */
function misattributes({ figures, said }: Claim, quote: Quotable, { sentences }: Evidence): boolean {
  return figures.some(({ all, numbers }) => {
    const rest = [...all].filter((term) => !numbers.has(term));
    const fit = (terms: Terms) => rest.filter((term) => terms.all.has(term)).length;
    const best = (of: readonly { readonly terms: Terms }[]) =>
      Math.max(0, ...of.map(({ terms }) => fit(terms)));
    const rivals = sentences.filter(({ terms }) =>
      [...terms.numbers].some((number) => !said.numbers.has(number)),
    );
    return [...numbers].some(
      (number) => best(rivals) > best(quote.sentences.filter(({ terms }) => terms.all.has(number))),
    );
  });
}

function share(terms: readonly string[], holds: (term: string) => boolean): number {
  return terms.length === 0 ? 1 : terms.filter(holds).length / terms.length;
}
