import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TextType } from "../../packages/core/src/content/extracted-text.ts";

/** What reading a file took, in a process that did nothing else. */
export interface ExtractionCost {
  readonly pages: number;
  readonly chunks: number;
  readonly seconds: number;
  /** The most memory that the process held, in MB. */
  readonly peakMb: number;
}

const core = new URL("../../packages/core/src/content/", import.meta.url);
const program = `
  import { readFile, writeFile } from "node:fs/promises";
  const [file, type, output] = process.argv.slice(1);
  const { detectFileType } = await import(${JSON.stringify(new URL("detect-file-type.ts", core))});
  const { extractText } = await import(${JSON.stringify(new URL("extract-text.ts", core))});
  const { chunkText } = await import(${JSON.stringify(new URL("chunk-text.ts", core))});
  const bytes = new Uint8Array(await readFile(file));
  const start = performance.now();
  const extracted = await extractText(bytes, detectFileType(bytes, type));
  const chunks = chunkText(extracted);
  const seconds = (performance.now() - start) / 1000;
  if (output) await writeFile(output, JSON.stringify(chunks));
  // maxRSS would count the process that this one was forked from.
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const peakKb = /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  const peakMb = Number(peakKb) / 1024;
  console.log(JSON.stringify({ pages: extracted.pages.length, chunks: chunks.length, seconds, peakMb }));
`;

/** Reads a file's text and cuts it in a process of its own; the chunks are written to `output`, where that is given. */
export async function extractInChild(file: string, type: TextType, output = ""): Promise<ExtractionCost> {
  const cwd = fileURLToPath(core);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", program, file, type, output],
    { cwd },
  );
  return JSON.parse(stdout);
}
