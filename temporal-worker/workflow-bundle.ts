import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const folder = join(import.meta.dirname, "workflows");
const cache = join(import.meta.dirname, "..", ".build");

/**
 * The file that all workflows are bundled into, as the engine's sandbox runs them. Built where there is none for these
 * sources and this SDK: an image carries it, a checkout makes it once. By another process, for webpack's memory would stay.
 */
export async function workflowBundle(): Promise<string> {
  const file = join(cache, `workflows-${await fingerprint()}.js`);
  if (!existsSync(file)) await promisify(execFile)(process.execPath, [import.meta.filename, file]);
  return file;
}

async function build(file: string): Promise<void> {
  const { DefaultLogger, bundleWorkflowCode } = await import("@temporalio/worker");
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(folder, "all.ts"),
    workflowInterceptorModules: ["trace.ts", "pace.ts"].map((file) => join(folder, file)),
    logger: new DefaultLogger("WARN"),
  });
  await mkdir(dirname(file), { recursive: true });
  // Two may build at once: each puts a whole file there.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, code);
  await rename(partial, file);
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const sdk = createRequire(import.meta.url).resolve("@temporalio/workflow/package.json");
  const sources = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.includes(".test."));
  for (const file of [sdk, ...sources.toSorted().map((name) => join(folder, name))]) {
    hash.update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** `node workflow-bundle.ts` makes sure that there is one; with a file's name it builds that. */
if (import.meta.main) {
  const [file] = process.argv.slice(2);
  await (file === undefined ? workflowBundle() : build(file));
}
