import type { Embedder } from "./embedder.ts";
import { lexicalEmbedder } from "./lexical-embedder.ts";

/**
 * MiniLM from `directory`, or, said aloud through `warn`, the lexical fallback where its weights or its runtime cannot
 * be loaded. The runtime is imported here so that the fallback works on a machine that has no native library for it.
 */
export async function loadEmbedder(
  directory: string | undefined,
  threads: number,
  warn: (message: string) => void,
): Promise<Embedder> {
  if (directory === undefined || directory === "") {
    warn("MODEL_CACHE_DIR is not set: embeddings are lexical (hashed words), not MiniLM's");
    return lexicalEmbedder;
  }
  try {
    const { loadMiniLm } = await import("./minilm-embedder.ts");
    return await loadMiniLm(directory, threads);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`MiniLM cannot be loaded (${reason}): embeddings are lexical (hashed words)`);
    return lexicalEmbedder;
  }
}
