import { OpenAIEmbeddings } from "@langchain/openai";
import { env } from "./env.ts";
import { dimensions } from "./qdrant.ts";

/** What one request may hold. A byte is at most one token, so a bound in bytes keeps the provider's bound in tokens. */
interface BatchLimits {
  readonly inputs: number;
  readonly bytes: number;
}

/** The provider allows 2,048 inputs and 300,000 tokens; a smaller request fails sooner and costs less to repeat. */
const batchLimits: BatchLimits = { inputs: 64, bytes: 250_000 };
/** The provider refuses an input of more tokens. */
const longestInput = 8_000;

export interface EmbedOptions {
  /** For one request, in milliseconds. */
  readonly timeoutMs?: number;
  /** Further attempts at a request that fails for a passing reason. */
  readonly retries?: number;
}

/**
 * The vectors of texts, in their order. Batches go one after the other. A text beyond 8,000 bytes counts by its beginning.
 * Throws the provider's error as the OpenAI client has it (`status` where it answered), after the retries.
 */
export async function embedTexts(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][]> {
  const model = openModel(options);
  const vectors: number[][] = [];
  for (const batch of batchTexts(texts.map(shorten), batchLimits)) {
    vectors.push(...check(await model.embedDocuments(batch), batch.length));
  }
  return vectors;
}

function openModel({ timeoutMs = 60_000, retries = 1 }: EmbedOptions): OpenAIEmbeddings {
  const baseURL = env("OPENAI_BASE_URL");
  return new OpenAIEmbeddings({
    apiKey: env("OPENAI_API_KEY"),
    model: env("EMBEDDING_MODEL"),
    dimensions,
    batchSize: batchLimits.inputs,
    stripNewLines: false,
    encodingFormat: "float",
    timeout: timeoutMs,
    maxRetries: retries,
    ...(baseURL !== "" && { configuration: { baseURL } }),
  });
}

/** Cuts a list into batches within the limits, in order. A single text beyond the bytes is a batch of its own. */
export function batchTexts(texts: readonly string[], limits: BatchLimits): string[][] {
  const batches: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last === undefined || last.length >= limits.inputs || bytes + size > limits.bytes) {
      batches.push([text]);
      bytes = size;
    } else {
      last.push(text);
      bytes += size;
    }
  }
  return batches;
}

function shorten(text: string): string {
  if (Buffer.byteLength(text) <= longestInput) return text;
  // A character cut in half decodes to U+FFFD.
  return Buffer.from(text)
    .subarray(0, longestInput)
    .toString("utf8")
    .replace(/\uFFFD+$/u, "");
}

function check(vectors: number[][], expected: number): number[][] {
  const wrong = vectors.find((vector) => vector.length !== dimensions);
  if (wrong !== undefined) {
    throw new Error(`The embedding model answers with ${wrong.length} dimensions, not with ${dimensions}`);
  }
  if (vectors.length !== expected) {
    throw new Error(`The embedding model answered ${vectors.length} vectors to ${expected} texts`);
  }
  return vectors;
}
