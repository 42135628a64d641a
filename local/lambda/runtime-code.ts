import { join } from "node:path";
import { build } from "esbuild";

let code: Promise<string> | undefined;

/** The runtime as one script: a sandbox that had to strip types from its sources would start in twice the time. */
export function runtimeCode(): Promise<string> {
  code ??= bundleRuntime().catch((error: unknown) => {
    code = undefined;
    throw error;
  });
  return code;
}

async function bundleRuntime(): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "runtime.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    write: false,
    logLevel: "silent",
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("esbuild wrote no runtime");
  return file.text;
}
