import { expect, it } from "vitest";
import { ProgramError, runProgram } from "./run-program.ts";

const node = (code: string, options: Partial<Parameters<typeof runProgram>[2]> = {}) =>
  runProgram(process.execPath, ["-e", code], { signal: new AbortController().signal, ...options });

it("answers with what a program wrote, and fails with what it said of its failure", async () => {
  expect((await node("process.stdout.write('done')")).toString()).toBe("done");
  const failed = node("console.error('moov atom not found'); process.exit(3)");
  await expect(failed).rejects.toBeInstanceOf(ProgramError);
  await expect(failed).rejects.toThrow("ended with 3: moov atom not found");
});

it("kills a program that is not wanted any more, with the reason why", async () => {
  const wanted = new AbortController();
  let pid = 0;
  const run = node("console.log(process.pid); setInterval(() => {}, 1000)", {
    signal: wanted.signal,
    onLine: (line) => {
      pid = Number(line);
      wanted.abort(new Error("cancelled"));
    },
  });
  await expect(run).rejects.toThrow("cancelled");
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

it("stops a program that writes without end", async () => {
  const flood = node("setInterval(() => process.stdout.write('x'.repeat(10000)), 0)", { mostBytes: 100_000 });
  await expect(flood).rejects.toThrow("too much output");
});
