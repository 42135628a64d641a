import * as z from "zod";
import { env } from "./env.ts";
import { dimensions } from "./qdrant.ts";
import { log, logFields, measure } from "./telemetry.ts";

/** Somebody waits: a later answer is of no use. */
const deadlineMs = 2_000;

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).length(dimensions) })),
});

/**
 * The vectors of a few short texts, in their order, in one request without a client of its own: LangChain's is a quarter of a
 * megabyte. `undefined` where the provider does not answer as it should within two seconds, which is logged and counted.
 */
export async function embedQueries(texts: readonly string[]): Promise<number[][] | undefined> {
  try {
    return await request(texts);
  } catch (error) {
    log().warn("embedding.unavailable", { ...logFields(), error: error as Error });
    measure({ operation: "embedQueries" }, [["embedding_failures_total", "Count", 1]]);
    return undefined;
  }
}

async function request(texts: readonly string[]): Promise<number[][]> {
  const base = env("OPENAI_BASE_URL") || "https://api.openai.com/v1";
  const response = await fetch(`${base.replace(/\/+$/, "")}/embeddings`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${env("OPENAI_API_KEY")}` },
    body: JSON.stringify({
      model: env("EMBEDDING_MODEL"),
      input: texts,
      dimensions,
      encoding_format: "float",
    }),
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (!response.ok) throw new Error(`The embedding provider answered ${response.status}`);
  const { data } = Answer.parse(await response.json());
  if (data.length !== texts.length)
    throw new Error("The embedding provider answered another number of texts");
  return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}
