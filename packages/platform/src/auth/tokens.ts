import {
  type CryptoKey,
  SignJWT,
  createLocalJWKSet,
  importJWK,
  jwtVerify,
  type JSONWebKeySet,
  type JWK,
} from "jose";
import * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";
import { env } from "../env.ts";

/** Seconds an access token is good for. */
export const accessTokenSeconds = 15 * 60;

const algorithm = "ES256";
/** RFC 9068: keeps other tokens of the same key from passing as access tokens. */
const tokenType = "at+jwt";

export interface AccessClaims {
  readonly userId: number;
  readonly sessionId: string;
}

const Claims = z.object({ sub: z.string().regex(/^[1-9]\d{0,9}$/), sid: z.uuid() });

let signer: Promise<{ key: CryptoKey | Uint8Array; kid: string }> | undefined;
let keys: ReturnType<typeof createLocalJWKSet> | undefined;

/** The published key set, out of the configuration. Throws where it is not JSON. */
export function publicKeys(): JSONWebKeySet {
  return JSON.parse(env("JWT_PUBLIC_KEYS")) as JSONWebKeySet;
}

async function openSigner() {
  const jwk = JSON.parse(env("JWT_PRIVATE_KEY")) as JWK;
  if (jwk.kid === undefined) throw new Error("JWT_PRIVATE_KEY has no kid");
  return { key: await importJWK(jwk, algorithm), kid: jwk.kid };
}

/** An ES256 access token of 15 minutes for a session. */
export async function signAccessToken(claims: AccessClaims): Promise<string> {
  signer ??= openSigner().catch((error: unknown) => {
    signer = undefined;
    throw error;
  });
  const { key, kid } = await signer;
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: algorithm, typ: tokenType, kid })
    .setSubject(String(claims.userId))
    .setIssuer(env("JWT_ISSUER"))
    .setAudience(env("JWT_AUDIENCE"))
    .setIssuedAt()
    .setExpirationTime(`${accessTokenSeconds}s`)
    .sign(key);
}

/**
 * Checks signature, algorithm, type, issuer, audience and age (RFC 8725). Says nothing of the session: see sessions.ts.
 * @throws DomainError auth.token_invalid
 */
export async function verifyAccessToken(token: string): Promise<AccessClaims> {
  keys ??= createLocalJWKSet(publicKeys());
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [algorithm],
      typ: tokenType,
      issuer: env("JWT_ISSUER"),
      audience: env("JWT_AUDIENCE"),
      requiredClaims: ["exp", "iat", "sub"],
    });
    const claims = Claims.parse(payload);
    return { userId: Number(claims.sub), sessionId: claims.sid };
  } catch (cause) {
    throw new DomainError(
      "auth.token_invalid",
      "The access token is not valid or has expired: log in, or refresh it",
      { cause },
    );
  }
}
