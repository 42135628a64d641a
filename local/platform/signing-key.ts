import { createHash, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Jwk = Record<string, string | undefined>;

/** A private key, and the set of public keys it is in, in JSON. */
export interface KeySettings {
  readonly privateKey: string;
  readonly publicKeys: string;
}

/** The ES256 key that access tokens are signed with, as the two settings have it: generated once for a data folder, and kept in it. */
export function signingKey(dataDir: string): { JWT_PRIVATE_KEY: string; JWT_PUBLIC_KEYS: string } {
  const { privateKey, publicKeys } = keySettings(kept(join(dataDir, "jwt-key.json"), newTokenKey));
  return { JWT_PRIVATE_KEY: privateKey, JWT_PUBLIC_KEYS: publicKeys };
}

/** The RS256 key that certificates are signed with, in the same way. */
export function certificateKey(dataDir: string): {
  CERTIFICATE_PRIVATE_KEY: string;
  CERTIFICATE_PUBLIC_KEYS: string;
} {
  const { privateKey, publicKeys } = keySettings(
    kept(join(dataDir, "certificate-key.json"), newCertificateKey),
  );
  return { CERTIFICATE_PRIVATE_KEY: privateKey, CERTIFICATE_PUBLIC_KEYS: publicKeys };
}

function kept(file: string, generate: () => Jwk): Jwk {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(generate()), { mode: 0o600 });
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A private JWK as the two settings of a key. */
export function keySettings(key: Jwk): KeySettings {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  return { privateKey: JSON.stringify(key), publicKeys: JSON.stringify({ keys: [publicKey] }) };
}

function newTokenKey(): Jwk {
  const { crv, d, kty, x, y } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    format: "jwk",
  });
  return { kty, crv, x, y, d, kid: thumbprint({ crv, kty, x, y }), alg: "ES256", use: "sig" };
}

/** A new RS256 key for certificates, as a private JWK. */
export function newCertificateKey(): Jwk {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { kty, n, e, ...secret } = privateKey.export({ format: "jwk" }) as Jwk;
  return { kty, n, e, ...secret, kid: thumbprint({ e, kty, n }), alg: "RS256", use: "sig" };
}

/** RFC 7638: a key's id is the hash of its required members, in the order of their names. */
function thumbprint(required: Jwk): string {
  return createHash("sha256").update(JSON.stringify(required)).digest("base64url");
}
