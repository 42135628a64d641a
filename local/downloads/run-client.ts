import { spawn, type ChildProcess } from "node:child_process";
import { Failure } from "../platform/failure.ts";

interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill();
});

/** Runs a command to its end and returns what it printed; throws a Failure with its last lines where it fails or is not there. */
export function runClient(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(command, args, { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    child.once("close", () => running.delete(child));
    let output = "";
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? new Failure(`${command} is not installed.`) : error),
    );
    child.once("close", (code, signal) =>
      code === 0 ? resolve(output) : reject(new Failure(explain(command, args, code ?? signal, output))),
    );
  });
}

function explain(
  command: string,
  args: readonly string[],
  status: number | string | null,
  output: string,
): string {
  const last = output.trim().split("\n").slice(-8).join("\n  ");
  return `${command} ${args.slice(0, 3).join(" ")} … ended with ${status}:\n  ${last}`;
}
