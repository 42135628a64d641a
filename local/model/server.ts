/**
 * The stand-in for the language model: `node local/model/server.ts`. Speaks OpenAI's HTTP API on 127.0.0.1.
 *
 * PORT (8790); MODEL_CACHE_DIR, a folder with the files of all-MiniLM-L6-v2, writable for the graph that is put beside
 * them; MODEL_FAULTS, see http/faults.ts; MODEL_THREADS, 0 for one a core.
 */
import type { Embedder } from "./embedding/embedder.ts";
import { loadEmbedder } from "./embedding/load-embedder.ts";
import { Faults } from "./http/faults.ts";
import { isObject } from "./http/json-body.ts";
import { createModelServer } from "./http/model-server.ts";

const { PORT = "8790", MODEL_CACHE_DIR, MODEL_FAULTS = "{}", MODEL_THREADS = "0" } = process.env;

const wanted: unknown = JSON.parse(MODEL_FAULTS);
const faults = new Faults(isObject(wanted) ? wanted : {});
const listening = Promise.withResolvers<void>();
const server = createModelServer(listening.promise.then(load), faults);
server.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`model: stand-in on http://127.0.0.1:${PORT}/v1`);
  listening.resolve();
});

/** Only once it listens: loading blocks, and whoever waits for the port should get an answer. */
async function load(): Promise<Embedder> {
  const embedder = await loadEmbedder(MODEL_CACHE_DIR, Number(MODEL_THREADS), (message) =>
    console.error(`model: ${message}`),
  );
  console.log(`model: embeddings are ${embedder.kind}`);
  return embedder;
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
