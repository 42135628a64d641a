import { DomainError } from "@smartcourse/contracts/errors";
import { commonPasswords } from "./common-passwords.ts";

/**
 * Refuses what an attacker tries first: the commonest passwords, and the account's own names (ASVS 5.0, 6.2.4 and 6.2.11).
 * Length is the schema's business.
 * @throws DomainError auth.password_weak
 */
export function assertPasswordStrength(password: string, account: { email: string; username: string }): void {
  const folded = password.toLowerCase();
  const own = [account.email, account.email.split("@")[0], account.username].map((name) =>
    name?.toLowerCase(),
  );
  if (!commonPasswords().has(folded) && !own.includes(folded)) return;
  const message = own.includes(folded)
    ? "must not be your e-mail address or name"
    : "is one of the commonest passwords";
  throw new DomainError("auth.password_weak", `The password ${message}: choose another`, {
    errors: [{ field: "password", message }],
  });
}
