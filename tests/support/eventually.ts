import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until `holds` is content with the answer, and returns that. Fails after `seconds`, saying what was seen last.
 * What `ask` throws counts as "not yet".
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  holds: (answer: T) => boolean = Boolean,
  seconds = 60,
): Promise<T> {
  const until = performance.now() + seconds * 1_000;
  let seen: unknown;
  do {
    try {
      const answer = await ask();
      if (holds(answer)) return answer;
      seen = answer;
    } catch (error) {
      seen = error;
    }
    await pause(50);
  } while (performance.now() < until);
  throw new Error(`It did not come true within ${seconds} s; last seen: ${describe(seen)}`, { cause: seen });
}

function describe(seen: unknown): string {
  return seen instanceof Error ? seen.message : JSON.stringify(seen)?.slice(0, 1_000);
}
