import { type Embedder, resize } from "../embedding/embedder.ts";
import { inSlices } from "../embedding/in-slices.ts";
import { ApiError, badParameter } from "./api-error.ts";
import type { JsonObject } from "./json-body.ts";

/** OpenAI's limits on one request. */
const limits = { inputs: 2048, tokensPerInput: 8192, tokens: 300_000 } as const;
const usualDimensions = 1536;
const mostDimensions = 3072;

/** Answers POST /v1/embeddings. Throws 400 where the request is not one that OpenAI would take. */
export async function createEmbeddings(
  body: JsonObject,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<object> {
  const { model, encoding_format: format = "float" } = body;
  if (typeof model !== "string" || model === "")
    throw new ApiError(400, "you must provide a model parameter");
  if (format !== "float" && format !== "base64")
    throw badParameter("encoding_format", "Invalid 'encoding_format': must be one of 'float' and 'base64'.");
  const dimensions = readDimensions(body["dimensions"]);
  const inputs = readInputs(body["input"]);
  const tokens = await countTokens(inputs, embedder);
  const vectors = await embedder.embed(inputs, signal);
  return {
    object: "list",
    data: vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: encode(resize(vector, dimensions), format),
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function encode(vector: Float32Array, format: "float" | "base64"): number[] | string {
  if (format === "float") return [...vector];
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

function readDimensions(value: unknown): number {
  if (value === undefined) return usualDimensions;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostDimensions)
    return value;
  throw badParameter("dimensions", `Invalid 'dimensions': must be an integer from 1 to ${mostDimensions}.`);
}

function readInputs(input: unknown): string[] {
  const inputs: unknown[] = Array.isArray(input) ? input : [input];
  if (inputs.length === 0) throw badParameter("input", "Invalid 'input': the array must not be empty.");
  if (inputs.length > limits.inputs)
    throw badParameter(
      "input",
      `Invalid 'input': array too long. Expected an array with maximum length ${limits.inputs}, but got an array with length ${inputs.length} instead.`,
      "array_above_max_length",
    );
  return inputs.map((text) => {
    if (typeof text === "string" && text !== "") return text;
    throw badParameter(
      "input",
      "Invalid 'input': strings that are not empty (the stand-in takes no arrays of tokens).",
    );
  });
}

async function countTokens(inputs: readonly string[], embedder: Embedder): Promise<number> {
  const counts = await inSlices(inputs, (text) => embedder.countTokens(text));
  const longest = Math.max(...counts);
  if (longest > limits.tokensPerInput)
    throw badParameter(
      "input",
      `This model's maximum context length is ${limits.tokensPerInput} tokens, however you requested ${longest} tokens (${longest} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
    );
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= limits.tokens) return total;
  throw new ApiError(400, `Requested ${total} tokens, max ${limits.tokens} tokens per request`, {
    type: "max_tokens_per_request",
    code: "max_tokens_per_request",
  });
}
