import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "./env.ts";

const algorithm = "aes-256-gcm";
const [ivBytes, tagBytes] = [12, 16];

/** A secret as it may lie in the database: encrypted and authenticated (AES-256-GCM) under WEBHOOK_KEY. */
export function seal(secret: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key(), iv);
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return `1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** The secret again. Throws where the text was not sealed under this key, or was changed. */
export function unseal(text: string): string {
  const bytes = Buffer.from(text.replace(/^1\./, ""), "base64url");
  const decipher = createDecipheriv(algorithm, key(), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const sealed = bytes.subarray(ivBytes + tagBytes);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
}

function key(): Buffer {
  const bytes = Buffer.from(env("WEBHOOK_KEY"), "base64");
  if (bytes.length !== 32) throw new Error("WEBHOOK_KEY must be 32 bytes in base64");
  return bytes;
}
