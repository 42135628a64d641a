export type Encoding = "base64" | "none";

/**
 * A Redis reply as Upstash's REST API sends it: with `base64` every string is encoded, but for an `OK` that is the whole
 * reply. Maps arrive flattened, as RESP2 has them.
 */
export function encode(reply: unknown, encoding: Encoding): unknown {
  const encoded = nested(reply, encoding);
  return encoding === "base64" && encoded === "T0s=" ? "OK" : encoded;
}

function nested(reply: unknown, encoding: Encoding): unknown {
  if (typeof reply === "string") return nested(Buffer.from(reply), encoding);
  if (Buffer.isBuffer(reply)) return reply.toString(encoding === "base64" ? "base64" : "utf8");
  if (Array.isArray(reply)) return reply.map((element) => nested(element, encoding));
  if (reply instanceof Error) return reply.message;
  if (typeof reply === "object" && reply !== null) return nested(Object.entries(reply).flat(), encoding);
  return reply;
}
