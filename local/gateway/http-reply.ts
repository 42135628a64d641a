/** An HTTP answer. A name may come more than once (`set-cookie`). */
export interface HttpReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** The answers that API Gateway gives of its own. */
export const gatewayReplies = {
  malformed: message(400, "Bad Request"),
  notFound: message(404, "Not Found"),
  tooLarge: message(413, "Request Entity Too Large"),
  headersTooLarge: message(431, "Request Header Fields Too Large"),
  failed: message(500, "Internal Server Error"),
  unavailable: message(503, "Service Unavailable"),
} as const;

function message(status: number, text: string): HttpReply {
  return jsonReply(status, JSON.stringify({ message: text }));
}

function jsonReply(status: number, body: string): HttpReply {
  return { status, headers: [["content-type", "application/json"]], body: Buffer.from(body) };
}

/**
 * What an HTTP API makes of a function's answer, given as JSON. Without a `statusCode` the whole answer is the body of a
 * 200 in JSON; with one that is no status, or headers that are no texts, the function has failed: 500.
 */
export function toHttpReply(payload: string): HttpReply {
  const answer: unknown = JSON.parse(payload);
  if (!isRecord(answer) || !("statusCode" in answer)) {
    return jsonReply(200, typeof answer === "string" ? answer : payload);
  }
  const status = Number(answer["statusCode"]);
  const { headers = {}, cookies = [], body = "" } = answer;
  const isReply =
    Number.isInteger(status) && status >= 200 && status <= 599 && isRecord(headers) && Array.isArray(cookies);
  if (!isReply || typeof body !== "string" || !Object.values(headers).every(isHeaderValue)) {
    return gatewayReplies.failed;
  }
  return {
    status,
    headers: replyHeaders(headers, cookies),
    body: Buffer.from(body, answer["isBase64Encoded"] === true ? "base64" : "utf8"),
  };
}

function replyHeaders(headers: Record<string, unknown>, cookies: readonly unknown[]): [string, string][] {
  const lines = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    String(value),
  ]);
  const kept = lines.filter(([name]) => !ownedByGateway.test(name));
  if (!kept.some(([name]) => name === "content-type"))
    kept.push(["content-type", "text/plain; charset=utf-8"]);
  return [...kept, ...cookies.map((cookie): [string, string] => ["set-cookie", String(cookie)])];
}

// The length and the connection are the gateway's to state, and where it answers CORS it drops what a function says of it.
const ownedByGateway = /^(content-length|connection|transfer-encoding|access-control-.*)$/;

function isHeaderValue(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
