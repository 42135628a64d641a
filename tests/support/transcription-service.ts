import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request as it came. */
interface Heard {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: FormData;
}

export interface TranscriptionService {
  readonly baseUrl: string;
  readonly heard: Heard[];
  /** What is answered to the next request; from then on the segments again. */
  failWith(status: number): void;
  /** Whether requests go without an answer from now on. */
  hang(wanted: boolean): void;
  close(): Promise<void>;
}

/** Speaks `/audio/transcriptions` as OpenAI's API does, and hears these segments in whatever it is sent. */
export async function startTranscriptionService(
  segments: readonly { start: number; end: number; text: string }[],
): Promise<TranscriptionService> {
  const heard: Heard[] = [];
  const failures: number[] = [];
  let hangs = false;
  const server = createServer((request, response) => {
    const answer = async () => {
      const body = new Uint8Array(await buffer(request));
      const type = request.headers["content-type"] ?? "";
      const form = await new Response(body, { headers: { "content-type": type } }).formData();
      heard.push({ path: request.url ?? "", authorization: request.headers.authorization, form });
      if (hangs) return;
      const status = failures.shift() ?? 200;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          status === 200 ? { task: "transcribe", text: "", segments } : { error: { message: "no" } },
        ),
      );
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    heard,
    failWith: (status) => failures.push(status),
    hang: (wanted) => (hangs = wanted),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
