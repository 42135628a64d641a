import { createHash, randomBytes } from "node:crypto";

/** Seconds in which a spent token still yields a sibling: two tabs that refresh at once both live. */
export const graceSeconds = 10;

/** 256 random bits: the database keeps only their hash, and nothing slower than SHA-256 is needed to protect them. */
export function newRefreshToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashRefreshToken(token) };
}

export function hashRefreshToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export type RefreshVerdict = "rotate" | "sibling" | "reused" | "invalid";

/**
 * What a presented token is worth (RFC 9700, 4.14.2): fresh, spent a moment ago, spent long ago (stolen: the family ends),
 * or nothing. Pure: `now` in milliseconds.
 */
export function judgeRefreshToken(
  token:
    | { rotated_at: string | null; ended_at: string | null; expires_at: string; is_active: boolean }
    | undefined,
  now: number,
): RefreshVerdict {
  if (
    token === undefined ||
    token.ended_at !== null ||
    !token.is_active ||
    Date.parse(token.expires_at) <= now
  )
    return "invalid";
  if (token.rotated_at === null) return "rotate";
  return now - Date.parse(token.rotated_at) <= graceSeconds * 1000 ? "sibling" : "reused";
}
