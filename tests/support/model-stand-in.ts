import type { AddressInfo } from "node:net";
import type { Embedder } from "../../local/model/embedding/embedder.ts";
import { lexicalEmbedder } from "../../local/model/embedding/lexical-embedder.ts";
import { Faults } from "../../local/model/http/faults.ts";
import { createModelServer } from "../../local/model/http/model-server.ts";

export interface ModelStandIn {
  /** As OPENAI_BASE_URL takes it. */
  readonly baseUrl: string;
  /** How it is to misbehave from now on; `{}` ends it. See local/model/http/faults.ts. */
  misbehave(wanted: { embeddings?: "fail" | "hang" | "break"; status?: number; times?: number }): void;
  /** Requests for embeddings so far. */
  embeddingRequests(): number;
  /** What was embedded so far, in order. */
  embedded(): readonly string[];
  close(): Promise<void>;
}

/** A language-model stand-in of the test's own, which it can make fail. Its embeddings go by words. */
export async function startModelStandIn(): Promise<ModelStandIn> {
  const faults = new Faults();
  let requests = 0;
  const embedded: string[] = [];
  const counting: Embedder = {
    ...lexicalEmbedder,
    embed(batch, signal) {
      embedded.push(...batch);
      return lexicalEmbedder.embed(batch, signal);
    },
  };
  const server = createModelServer(Promise.resolve(counting), faults);
  server.on("request", ({ url }) => {
    if (url === "/v1/embeddings") requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    misbehave: (wanted) => faults.set(wanted),
    embeddingRequests: () => requests,
    embedded: () => embedded,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
