/** What a sample of times says, in milliseconds. `low`: a tenth were quicker. `cpu`: of this process, on the average. */
export interface Times {
  readonly low: number;
  readonly median: number;
  readonly p95: number;
  readonly mean: number;
  readonly cpu: number;
}

export interface Contender {
  readonly name: string;
  readonly work: () => Promise<unknown>;
}

/**
 * Times several ways of doing one thing against each other: in turns, so that what else the machine does falls on all of
 * them, in an order of chance, for each finds the machine as the one before left it, and after a warm-up in which nothing is
 * counted.
 */
export async function race(
  contenders: readonly Contender[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Map<string, Times>> {
  const samples = new Map(contenders.map(({ name }) => [name, { times: [] as number[], cpu: 0 }]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, work } of shuffled(contenders)) {
      const [started, cpu] = [performance.now(), process.cpuUsage()];
      await work();
      const [elapsed, used, sample] = [performance.now() - started, process.cpuUsage(cpu), samples.get(name)];
      if (round < 0 || sample === undefined) continue;
      sample.times.push(elapsed);
      sample.cpu += (used.user + used.system) / 1_000;
    }
  }
  return new Map(
    [...samples].map(([name, { times, cpu }]) => [name, { ...summarise(times), cpu: cpu / rounds }]),
  );
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function summarise(times: readonly number[]): Omit<Times, "cpu"> {
  return {
    low: quantile(times, 0.1),
    median: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
  };
}

/** The value below which `share` of the values lie, from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
