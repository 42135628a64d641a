import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

export interface StreamOptions {
  readonly delayMs: number;
  /** Cuts the connection after so many chunks. */
  readonly breakAfter: number | undefined;
}

/** Sends chunks as server-sent events, the last of them `[DONE]`. Stops when the client is gone; waits when it is slow. */
export async function sendEvents(
  response: ServerResponse,
  chunks: Iterable<object>,
  { delayMs, breakAfter }: StreamOptions,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  let sent = 0;
  for (const chunk of chunks) {
    if (response.destroyed) return;
    if (sent === breakAfter) {
      response.destroy();
      return;
    }
    await write(response, JSON.stringify(chunk));
    sent += 1;
    if (delayMs > 0) await setTimeout(delayMs);
  }
  if (response.destroyed) return;
  await write(response, "[DONE]");
  response.end();
}

/** Resolves when the event has left; the callback comes with an error, which the next look at `destroyed` sees, when the client has gone. */
function write(response: ServerResponse, data: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(`data: ${data}\n\n`, () => resolve());
  return promise;
}
