import { type CryptoKey, type JSONWebKeySet, type JWK, type JWTPayload, SignJWT, importJWK } from "jose";
import { env } from "./env.ts";

/** What Open Badges 3.0 asks every verifier to understand (section 8.2.3). */
const algorithm = "RS256";

let signer: Promise<{ key: CryptoKey | Uint8Array; kid: string }> | undefined;

async function openSigner() {
  const jwk = JSON.parse(env("CERTIFICATE_PRIVATE_KEY")) as JWK;
  if (jwk.kid === undefined) throw new Error("CERTIFICATE_PRIVATE_KEY has no kid");
  return { key: await importJWK(jwk, algorithm), kid: jwk.kid };
}

/** A verifiable credential as a compact JWS. Its `kid` is the address under which its public key is published. */
export async function signCredential(claims: JWTPayload): Promise<string> {
  signer ??= openSigner().catch((error: unknown) => {
    signer = undefined;
    throw error;
  });
  const { key, kid } = await signer;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: "JWT", kid: credentialKeyAddress(kid) })
    .sign(key);
}

export function credentialKeyAddress(kid: string): string {
  return `${env("PUBLIC_API_URL")}/issuer/keys/${kid}`;
}

/** A published key, by its id; undefined where there is none. Only what is public of it, whatever the setting holds. */
export function findCredentialKey(wanted: string) {
  const { keys } = JSON.parse(env("CERTIFICATE_PUBLIC_KEYS")) as JSONWebKeySet;
  const found = keys.find(({ kid }) => kid === wanted);
  if (found?.n === undefined || found.e === undefined) return undefined;
  return { kty: "RSA" as const, n: found.n, e: found.e, kid: wanted, alg: algorithm, use: "sig" };
}
