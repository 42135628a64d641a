import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Tells how downloads go, on a terminal and in a log alike: a line at the start, one every few seconds, one at the end. */
export interface Progress {
  begin(name: string, title: string, folder: string): (outcome: "done" | "failed") => void;
  waiting(name: string): void;
  note(line: string): void;
}

const everyMs = 5_000;

/** A Progress that writes lines through `print`. */
export function lineProgress(print: (line: string) => void): Progress {
  const running = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const tick = () => void describe(running).then(print);
  return {
    begin(name, title, folder) {
      const started = performance.now();
      print(`  fetching ${title}`);
      running.set(name, folder);
      timer ??= setInterval(tick, everyMs).unref();
      return (outcome) => {
        running.delete(name);
        if (running.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        print(
          outcome === "done"
            ? `  fetched  ${title} in ${seconds} s`
            : `  failed   ${title} after ${seconds} s`,
        );
      };
    },
    waiting: (name) => print(`  waiting for another process that is fetching ${name}`),
    note: (line) => print(`  ${line}`),
  };
}

async function describe(running: ReadonlyMap<string, string>): Promise<string> {
  const parts = [...running].map(async ([name, folder]) => {
    const megabytes = await megabytesIn(folder);
    return megabytes === 0 ? name : `${name} ${megabytes} MB`; // Maven's go to its own repository first
  });
  return `           … ${(await Promise.all(parts)).join(", ")}`;
}

async function megabytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map((file) =>
    stat(join(file.parentPath, file.name)).then((found) => found.size, ignoreSize),
  );
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024 / 1024);
}

// The folder is written and renamed by others while it is measured: what has gone counts nothing.
const ignoreMissing = () => [];
const ignoreSize = () => 0;
