import type { TokenPair } from "@smartcourse/contracts/auth/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { forgetCachedSessions } from "./forget-sessions.ts";
import { issueTokens } from "./issue-tokens.ts";
import { hashRefreshToken, judgeRefreshToken } from "./refresh-token.ts";
import { endSession, findRefreshToken, spendRefreshToken } from "./sessions-store.ts";

/** What the transaction came to; a stolen token's session must end although the caller is refused. */
type Outcome = { readonly tokens: TokenPair } | { readonly reused: string } | "invalid";

/**
 * Rotates a refresh token by one conditional UPDATE. Reuse of an old one ends its session.
 * @throws DomainError auth.refresh_invalid, auth.refresh_reused
 */
export async function refreshTokens(db: Db, refreshToken: string): Promise<TokenPair> {
  const outcome = await db.transaction().execute((tx) => rotate(tx, hashRefreshToken(refreshToken)));
  if (outcome === "invalid")
    throw new DomainError("auth.refresh_invalid", "The refresh token is not valid: log in again");
  if ("tokens" in outcome) return outcome.tokens;
  await forgetCachedSessions(db, [outcome.reused]);
  throw new DomainError(
    "auth.refresh_reused",
    "This refresh token was used before, so its session has been ended: log in again",
  );
}

async function rotate(tx: Tx, hash: Buffer): Promise<Outcome> {
  const spent = await spendRefreshToken(tx, hash);
  const token = await findRefreshToken(tx, hash);
  const verdict = judgeRefreshToken(
    token && { ...token, rotated_at: spent ? null : token.rotated_at },
    Date.now(),
  );
  if (token === undefined || verdict === "invalid") return "invalid";
  if (verdict === "reused") {
    await endSession(tx, token.session_id, "refresh token reused");
    return { reused: token.session_id };
  }
  return { tokens: await issueTokens(tx, token.user_id, token.session_id) };
}
