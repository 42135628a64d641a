/** One way of searching: what it found, best first, and how much it counts. */
export interface Ranking {
  readonly ids: readonly number[];
  readonly weight: number;
}

export interface Fused {
  readonly id: number;
  /** 1 for what is first everywhere. */
  readonly score: number;
}

/** Small, so that the first of one list is not outvoted by what is in the middle of all. */
const k = 5;

/** Reciprocal rank fusion (Cormack et al. 2009) of rankings, best first; ties in the order of the ids. */
export function fuseRanks(rankings: readonly Ranking[]): Fused[] {
  const scores = new Map<number, number>();
  for (const { ids, weight } of rankings) {
    for (const [rank, id] of ids.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (k + rank + 1));
  }
  const best = rankings.reduce((sum, { weight }) => sum + weight / (k + 1), 0);
  return [...scores]
    .map(([id, score]) => ({ id, score: Math.min(1, score / best) }))
    .toSorted((a, b) => b.score - a.score || a.id - b.id);
}
