import { termOf } from "./vocabulary.ts";

/** A term that courses use, near to one that was asked for. */
export interface NearTerm {
  readonly asked: string;
  readonly term: string;
  readonly word: string;
  readonly uses: number;
}

const word = /(?<![\p{L}\p{N}])\p{L}+(?![\p{L}\p{N}])/gu;
/** From this length on two errors are one word still. */
const longTerm = 8;

/** The terms of a query that may be misspelt. */
export function termsToCheck(query: string): string[] {
  return [...new Set([...query.matchAll(word)].flatMap(([found]) => termOf(found) ?? []))];
}

/** The words of a query that courses spell otherwise, each with their spelling. Words that some course uses stay. */
export function mendWords(query: string, near: readonly NearTerm[]): Map<string, string> {
  const byTerm = Map.groupBy(near, ({ asked }) => asked);
  const mended = new Map<string, string>();
  for (const [found] of query.matchAll(word)) {
    const term = termOf(found);
    const best = term === undefined ? undefined : nearest(term, byTerm.get(term) ?? []);
    if (best !== undefined) mended.set(found, asWritten(found, best.word));
  }
  return mended;
}

/** The query with its words mended. */
export function spell(query: string, mended: ReadonlyMap<string, string>): string {
  return query.replace(word, (found) => mended.get(found) ?? found);
}

/** With a capital where the other has one. */
function asWritten(written: string, spelt: string): string {
  return /^\p{Lu}/u.test(written) ? spelt.replace(/^./u, (letter) => letter.toUpperCase()) : spelt;
}

function nearest(asked: string, candidates: readonly NearTerm[]): NearTerm | undefined {
  if (candidates.some(({ term }) => term === asked)) return undefined;
  const allowed = asked.length >= longTerm ? 2 : 1;
  return candidates
    .map((candidate) => ({ ...candidate, errors: errorsBetween(asked, candidate.term) }))
    .filter(({ term, errors }) => errors <= allowed || term.startsWith(asked))
    .toSorted((a, b) => rank(a) - rank(b) || b.uses - a.uses)[0];
}

/** Few errors first; a longer word that begins with what was asked for counts as two. */
function rank({ term, asked, errors }: NearTerm & { readonly errors: number }): number {
  return term.startsWith(asked) ? Math.min(errors, 2) : errors;
}

/** Letters left out, added, changed, or swapped with the next: the optimal string alignment distance (Boytsov 2011). */
export function errorsBetween(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let before: number[] = [];
  let last = to.map((_, column) => column + 1);
  last.unshift(0);
  for (const [row, letter] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      const swapped =
        row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === other
          ? (before[column - 1] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      current.push(
        Math.min(
          (last[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (last[column] ?? 0) + (letter === other ? 0 : 1),
          swapped,
        ),
      );
    }
    [before, last] = [last, current];
  }
  return last.at(-1) ?? 0;
}
