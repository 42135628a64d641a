import { setImmediate } from "node:timers/promises";

/** Maps texts, letting other requests in between: tokenising the 2,048 of a full request takes more than a second. */
export async function inSlices<T>(texts: readonly string[], map: (text: string) => T): Promise<T[]> {
  const mapped: T[] = [];
  for (const text of texts) {
    mapped.push(map(text));
    if (mapped.length % 32 === 0) await setImmediate();
  }
  return mapped;
}
