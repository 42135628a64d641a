import type { AddressInfo } from "node:net";
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
  close(): Promise<void>;
}

/** A language-model stand-in of the test's own, which it can make fail. Its embeddings go by words. */
export async function startModelStandIn(): Promise<ModelStandIn> {
  const faults = new Faults();
  const server = createModelServer(Promise.resolve(lexicalEmbedder), faults);
  let requests = 0;
  server.on("request", ({ url }) => {
    if (url === "/v1/embeddings") requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    misbehave: (wanted) => faults.set(wanted),
    embeddingRequests: () => requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
