/**
 * `pnpm bench content [pages]`: how fast a PDF (of 300 pages) becomes text, vectors and points of a real Qdrant, the memory
 * that reading it takes in a process of its own, and what the breadcrumb in what is embedded finds more.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServices } from "../local/platform/start-services.ts";
import type { StoredChunk } from "../packages/core/src/content/chunk-archive.ts";
import { passagePoint } from "../packages/core/src/content/passage-points.ts";
import { embeddedText, inParts } from "../packages/core/src/content/passage-text.ts";
import { embedTexts } from "../packages/platform/src/embeddings.ts";
import { collectionName, ensureCollection, qdrant } from "../packages/platform/src/qdrant.ts";
import { extractInChild } from "../tests/support/extract-in-child.ts";
import { measureSearch } from "./content-search.ts";
import { type ManualPage, manualPdf, readManual } from "./text-manual.ts";

const place = { course: "The npm handbook", section: "The whole of it" };
const material = { course_id: 1, material_id: 1, module_id: null, lesson_id: null, place };
/** Passages that questions are asked of; embedding them twice takes most of the benchmark's time. */
const searched = 800;

export async function run([count = "300"]: readonly string[]): Promise<void> {
  const pages = Number(count);
  const services = await startServices({ only: ["qdrant", "model"], say: console.log });
  const folder = await mkdtemp(join(tmpdir(), "smartcourse-bench-"));
  try {
    Object.assign(process.env, services.environment);
    const manual = await readManual();
    await measureSteps(manual, pages, folder);
    await measureSearch(manual, searched);
  } finally {
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSteps(manual: readonly ManualPage[], pages: number, folder: string): Promise<void> {
  const file = join(folder, "manual.pdf");
  await writeFile(file, manualPdf(manual, pages));
  const read = await extractInChild(file, "application/pdf", join(folder, "chunks.json"));
  const chunks: StoredChunk[] = JSON.parse(await readFile(join(folder, "chunks.json"), "utf8"));
  const embedding = await timed(() => embedInParts(chunks));
  await ensureCollection();
  const indexing = await timed(() => indexInParts(chunks, embedding.value));
  const total = read.seconds + embedding.seconds + indexing.seconds;
  const line = (step: string, seconds: number, amount: number, unit: string) =>
    console.log(
      `  ${step.padEnd(28)}${seconds.toFixed(2).padStart(8)} s ${((seconds / total) * 100).toFixed(1).padStart(6)} % ${(amount / seconds).toFixed(1).padStart(9)} ${unit}/s`,
    );
  console.log(`\nA PDF of ${read.pages} pages, ${chunks.length} chunks`);
  line("reading and cutting", read.seconds, read.pages, "pages");
  line("embedding (stand-in model)", embedding.seconds, chunks.length, "chunks");
  line("indexing (Qdrant)", indexing.seconds, chunks.length, "chunks");
  console.log(
    `  all ${total.toFixed(2)} s; the reading process peaked at ${read.peakMb.toFixed(0)} MB, this one at ${peakMb().toFixed(0)} MB`,
  );
}

async function embedInParts(chunks: readonly StoredChunk[]): Promise<number[][]> {
  const vectors: number[][] = [];
  for (const part of inParts(chunks, 64))
    vectors.push(...(await embedTexts(part.map((chunk) => embeddedText(chunk, place)))));
  return vectors;
}

async function indexInParts(chunks: readonly StoredChunk[], vectors: readonly number[][]): Promise<void> {
  const points = chunks.map((chunk, at) => passagePoint(material, chunk, vectors[at] ?? [], 1));
  for (const part of inParts(points, 64))
    await qdrant().upsert(collectionName(), { points: part, wait: true });
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
