/** Tells what happens: numbered steps with what came of them, and free lines in between. */
export interface Narrator {
  /** Runs one step; its result's `told` stands behind the title. */
  readonly step: <T>(title: string, work: () => Promise<T>, told?: (result: T) => string) => Promise<T>;
  readonly line: (text: string) => void;
  /** Text without a line break: for what streams in. */
  readonly piece: (text: string) => void;
  readonly passed: number;
}

/** A narrator that writes to `out`. A step that fails is told, and thrown on. */
export function createNarrator(out: { write(text: string): unknown }): Narrator {
  let passed = 0;
  return {
    async step(title, work, told) {
      const started = performance.now();
      try {
        const result = await work();
        passed += 1;
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        out.write(
          `${String(passed).padStart(3)}  ${title}${told === undefined ? "" : `: ${told(result)}`} (${seconds} s)\n`,
        );
        return result;
      } catch (error) {
        out.write(`  ✗  ${title}\n`);
        throw error;
      }
    },
    line: (text) => void out.write(`       ${text}\n`),
    piece: (text) => void out.write(text),
    get passed() {
      return passed;
    },
  };
}
