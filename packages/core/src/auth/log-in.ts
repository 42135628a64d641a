import type { TokenPair } from "@smartcourse/contracts/auth/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Db } from "@smartcourse/platform/postgres";
import { issueTokens } from "./issue-tokens.ts";
import { assertMayTry, forgetFailures, rememberFailure } from "./login-throttle.ts";
import { checkDecoy, passwordMatches } from "@smartcourse/platform/auth/password-hash";
import { insertSession } from "./sessions-store.ts";
import { findCredentials } from "./users-store.ts";

/**
 * Opens a session. Whether account, password or activity is at fault is not told, by words or by time.
 * @throws DomainError auth.credentials, request.rate_limited
 */
export async function logIn(
  db: Db,
  login: { email: string; password: string },
  address: string,
): Promise<TokenPair> {
  await assertMayTry(login.email, address);
  const user = await findCredentials(db, login.email);
  const matches =
    user === undefined
      ? await checkDecoy(login.password)
      : await passwordMatches(user.hashed_password, login.password);
  if (user === undefined || !matches || !user.is_active) {
    await rememberFailure(login.email, address);
    throw new DomainError("auth.credentials", "No active account has this e-mail address and password");
  }
  await forgetFailures(login.email, address);
  return db.transaction().execute(async (tx) => issueTokens(tx, user.id, await insertSession(tx, user.id)));
}
