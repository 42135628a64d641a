import {
  type ClientRequest,
  type IncomingMessage,
  Agent as HttpAgent,
  request as httpRequest,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { type Transport, together } from "./redis-pipeline.ts";

interface Options {
  readonly url: string;
  readonly token: string;
  /** Milliseconds for one attempt. */
  readonly deadlineMs: number;
  /** Milliseconds between the first attempt and the second, which is the last. */
  readonly backoffMs: number;
}

/** Of the server that answered: after a write, a replica of it is not asked before it has caught up. */
const syncHeader = "upstash-sync-token";

/**
 * Upstash's REST API over kept connections of node:http: a third of what the client's own `fetch` costs, which is the largest
 * part of a small request. What is asked for at once goes in one request. One more attempt where there was no answer.
 * Throws what the server says is wrong.
 */
export function redisTransport({ url, token, deadlineMs, backoffMs }: Options): Transport {
  const base = new URL(url);
  const isSecure = base.protocol === "https:";
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const open = isSecure ? httpsRequest : httpRequest;
  let syncToken = "";

  async function post(path: string, body: string): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...(syncToken !== "" && { [syncHeader]: syncToken }),
    };
    const sent = open({ ...hostOf(base), path, method: "POST", agent, headers });
    const { status, headers: answered, text } = await answerOf(sent, body, deadlineMs);
    syncToken = String(answered[syncHeader] ?? syncToken);
    const answer: unknown = JSON.parse(text);
    if (status >= 300) throw new Error(`Redis answered ${status}: ${text.slice(0, 200)}`);
    return answer;
  }

  async function send<T>(path: readonly string[], body: unknown): Promise<T> {
    const place = [base.pathname.replace(/\/$/, ""), ...path].join("/") || "/";
    const text = JSON.stringify(body);
    try {
      return (await post(place, text)) as T;
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      await pause(backoffMs);
      return (await post(place, text)) as T;
    }
  }
  return { request: together(send) };
}

function hostOf({ hostname, port }: URL) {
  return { hostname, ...(port !== "" && { port }) };
}

/** It could not be reached, or closed a kept connection: what came too late is not asked again. */
function isConnectionError(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code !== "ERR_REDIS_DEADLINE";
}

async function answerOf(sent: ClientRequest, body: string, deadlineMs: number) {
  const late = Object.assign(new Error(`Redis did not answer within ${deadlineMs} ms`), {
    code: "ERR_REDIS_DEADLINE",
  });
  const timer = setTimeout(() => sent.destroy(late), deadlineMs);
  try {
    return await new Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }>(
      (resolve, reject) => {
        sent.once("error", reject);
        sent.once("response", (response: IncomingMessage) => {
          const parts: Buffer[] = [];
          response.once("error", reject);
          response.on("data", (part: Buffer) => parts.push(part));
          response.once("end", () => {
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, text: Buffer.concat(parts).toString("utf8") });
          });
        });
        sent.end(body);
      },
    );
  } finally {
    clearTimeout(timer);
  }
}
