import type { LookupAddress } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { Address } from "./public-address.ts";

export interface OutsideRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where the host is: it is connected to one of these, whatever its name stands for by now. */
  readonly addresses: readonly Address[];
  readonly timeoutMs: number;
  /** Characters of the reply that are kept. */
  readonly replyLength: number;
}

export interface OutsideReply {
  readonly status: number;
  /** Its beginning. */
  readonly text: string;
}

/** Of a reply no more is read. */
const longestReplyBytes = 65_536;

/**
 * Posts to somebody outside, over a connection of its own, to an address that was looked at before. Redirects are answers as any
 * other. Throws where no whole reply came in time; one that is too long counts as whole.
 */
export async function postOutside(request: OutsideRequest): Promise<OutsideReply> {
  const response = await send(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > longestReplyBytes) break; // which destroys the connection
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, longestReplyBytes));
  // Postgres keeps no NUL in a text.
  return { status: response.statusCode ?? 0, text: text.replaceAll("\0", "").slice(0, request.replyLength) };
}

function send({ url, headers, body, addresses, timeoutMs }: OutsideRequest): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      agent: false,
      lookup: answerWith(addresses),
      signal: AbortSignal.timeout(timeoutMs),
    });
    sent.once("response", resolve);
    sent.once("error", reject);
    sent.end(body);
  });
}

/** In place of a resolver: nobody can have changed the name's meaning between the look and the connection. */
function answerWith(addresses: readonly Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (first === undefined) return callback(new Error("The host has no address"), "");
    if (options.all === true) return callback(null, [...addresses] as LookupAddress[]);
    return callback(null, first.address, first.family);
  };
}
