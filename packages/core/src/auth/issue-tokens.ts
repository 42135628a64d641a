import type { TokenPair } from "@smartcourse/contracts/auth/schemas";
import { accessTokenSeconds, signAccessToken } from "@smartcourse/platform/auth/tokens";
import type { Tx } from "@smartcourse/platform/postgres";
import { newRefreshToken } from "./refresh-token.ts";
import { insertRefreshToken } from "./sessions-store.ts";

/** A new pair of tokens for a session. */
export async function issueTokens(tx: Tx, userId: number, sessionId: string): Promise<TokenPair> {
  const { token, hash } = newRefreshToken();
  await insertRefreshToken(tx, sessionId, hash);
  return {
    access_token: await signAccessToken({ userId, sessionId }),
    refresh_token: token,
    token_type: "bearer",
    expires_in: accessTokenSeconds,
  };
}
