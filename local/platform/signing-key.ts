import { createHash, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The ES256 key that access tokens are signed with, as the two settings have it: generated once for a data folder, and kept in it. */
export function signingKey(dataDir: string): { JWT_PRIVATE_KEY: string; JWT_PUBLIC_KEYS: string } {
  const file = join(dataDir, "jwt-key.json");
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(generate()), { mode: 0o600 });
  const { d, ...publicKey }: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  return {
    JWT_PRIVATE_KEY: JSON.stringify({ ...publicKey, d }),
    JWT_PUBLIC_KEYS: JSON.stringify({ keys: [publicKey] }),
  };
}

function generate(): Record<string, string | undefined> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { crv, d, kty, x, y } = privateKey.export({ format: "jwk" });
  // RFC 7638: the key's id is the hash of its required members, in this order.
  const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
  return { kty, crv, x, y, d, kid, alg: "ES256", use: "sig" };
}
