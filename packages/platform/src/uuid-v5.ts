import { createHash } from "node:crypto";

/**
 * The name-based UUID of RFC 9562, section 5.5 (version 5, SHA-1): the same name in the same namespace is the same id.
 * Throws `TypeError` where `namespace` is no UUID.
 */
export function uuidv5(name: string, namespace: string): string {
  const hash = createHash("sha1").update(bytesOf(namespace)).update(name, "utf8").digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

function bytesOf(uuid: string): Buffer {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(uuid))
    throw new TypeError(`${JSON.stringify(uuid)} is not a UUID`);
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
