import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

interface RunOptions {
  readonly signal: AbortSignal;
  /** Gets each line that the program writes to its output, in place of the caller. */
  readonly onLine?: (line: string) => void;
  /** Bytes of output after which it is stopped. */
  readonly mostBytes?: number;
}

/** A program that ended badly; `said` are the last lines it wrote about it. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  readonly said: string;

  constructor(file: string, how: string, said: string) {
    super(`${file.split("/").at(-1)} ended with ${how}: ${said}`);
    this.said = said;
  }
}

const keptOfErrors = 4_000;
const defaultMostBytes = 64 * 1024 * 1024;

/**
 * Runs a program to its end and answers with its output. It is killed where `signal` says so, or it writes too much.
 * @throws ProgramError, or the signal's reason
 */
export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<Buffer> {
  const { signal, onLine, mostBytes = defaultMostBytes } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], signal, killSignal: "SIGKILL" });
    const output: Buffer[] = [];
    let bytes = 0;
    let said = "";
    if (onLine !== undefined) createInterface({ input: child.stdout }).on("line", onLine);
    child.stdout.on("data", (chunk: Buffer) => {
      if (onLine !== undefined) return;
      bytes += chunk.length;
      if (bytes > mostBytes) child.kill("SIGKILL");
      else output.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-keptOfErrors);
    });
    // Of one that is killed the end is awaited: until then it may write.
    child.once("error", (error) => {
      if (!signal.aborted) reject(error);
    });
    child.once("close", (code, killed) => {
      if (signal.aborted) reject(signal.reason);
      else if (bytes > mostBytes) reject(new ProgramError(file, "too much output", ""));
      else if (code === 0) resolve(Buffer.concat(output));
      else reject(new ProgramError(file, String(code ?? killed), said.trim()));
    });
  });
}
