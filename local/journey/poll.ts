import { setTimeout as delay } from "node:timers/promises";

const limitMs = 180_000;
const everyMs = 250;

/** Asks until the answer is the one that is waited for. Throws, saying what was waited for, when it takes too long. */
export async function pollUntil<T>(
  what: string,
  ask: () => Promise<T>,
  done: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`${what} did not happen within ${limitMs / 1000} s: ${JSON.stringify(answer)}`);
    await delay(everyMs);
  }
}
