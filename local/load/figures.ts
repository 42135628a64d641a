/** What a route took, in milliseconds, and what went wrong. */
export interface RouteFigures {
  readonly route: string;
  readonly requests: number;
  readonly errors: readonly string[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Figures by route, in alphabetical order. Requests that failed count for the times too. */
export function summarise(
  samples: readonly { readonly route: string; readonly milliseconds: number; readonly error?: string }[],
): readonly RouteFigures[] {
  const routes = [...Map.groupBy(samples, ({ route }) => route)].toSorted(([a], [b]) => a.localeCompare(b));
  return routes.map(([route, own]) => {
    const times = own.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
    const at = (share: number) => times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? 0;
    const errors = own.flatMap(({ error }) => (error === undefined ? [] : [error]));
    return { route, requests: own.length, errors, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  });
}

export function describe(figures: readonly RouteFigures[]): string {
  const lines = figures.map(({ route, requests, errors, p50, p95, p99 }) => {
    const counts = [requests, errors.length].map((count) => String(count).padStart(9));
    const times = [p50, p95, p99].map((ms) => ms.toFixed(0).padStart(8));
    return route.padEnd(20) + [...counts, ...times].join("");
  });
  return ["route                requests   errors  P50 ms     P95     P99", ...lines].join("\n");
}
