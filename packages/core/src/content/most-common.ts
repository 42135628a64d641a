/** The value with the largest sum of weights, the first of equals. */
export function mostCommon<T>(weighted: readonly (readonly [T, number])[]): T | undefined {
  const sums = new Map<T, number>();
  for (const [value, weight] of weighted) sums.set(value, (sums.get(value) ?? 0) + weight);
  let best: T | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const [value, sum] of sums) {
    if (sum > most) [best, most] = [value, sum];
  }
  return best;
}
