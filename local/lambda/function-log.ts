import { type WriteStream, createWriteStream, mkdirSync } from "node:fs";
import { finished } from "node:stream/promises";
import { join } from "node:path";

/** Takes what functions write to their standard output, line by line. */
export interface FunctionLog {
  write(name: string, line: string): void;
  close(): Promise<void>;
}

/**
 * Appends each function's lines to `<folder>/<name>.log`, as CloudWatch has a log group for each.
 * `echo` gets them too.
 */
export function openFunctionLog(folder: string, echo?: (name: string, line: string) => void): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, WriteStream>();
  return {
    write(name, line) {
      let file = files.get(name);
      if (file === undefined) {
        file = createWriteStream(join(folder, `${name}.log`), { flags: "a" });
        files.set(name, file);
      }
      file.write(`${line}\n`);
      echo?.(name, line);
    },
    async close() {
      await Promise.all([...files.values()].map((file) => finished(file.end())));
      files.clear();
    },
  };
}
