import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DefaultLogger, bundleWorkflowCode } from "@temporalio/worker";

const folder = join(import.meta.dirname, "workflows");
const cache = join(import.meta.dirname, "..", ".build");

/**
 * The file that all workflows are bundled into, as the engine's sandbox runs them. Built where there is none for these
 * sources and this SDK: images carry it, a checkout makes it once.
 */
export async function workflowBundle(): Promise<string> {
  const file = join(cache, `workflows-${await fingerprint()}.js`);
  if (existsSync(file)) return file;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(folder, "all.ts"),
    workflowInterceptorModules: [join(folder, "trace.ts")],
    logger: new DefaultLogger("WARN"),
  });
  await mkdir(cache, { recursive: true });
  // Two may build at once: each puts a whole file there.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, code);
  await rename(partial, file);
  return file;
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

if (import.meta.main) process.stdout.write(`${await workflowBundle()}\n`);
