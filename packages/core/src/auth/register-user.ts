import { userRegistered } from "@smartcourse/contracts/auth/events";
import type { Role } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertPasswordStrength } from "./password-policy.ts";
import { hashPassword } from "@smartcourse/platform/auth/password-hash";
import { emailIsTaken, insertUser } from "./users-store.ts";

interface Registration {
  readonly email: string;
  readonly username: string;
  readonly display_name: string | null;
  readonly password: string;
  readonly role: Role;
}

/**
 * Makes an account for a student or an instructor.
 * @throws DomainError auth.role_not_open, auth.password_weak, auth.email_taken, auth.username_taken
 */
export async function registerUser(tx: Tx, registration: Registration) {
  if (registration.role === "admin") {
    throw new DomainError(
      "auth.role_not_open",
      "One registers as a student or an instructor; admins are made by admins",
      {
        errors: [{ field: "role", message: "must be student or instructor" }],
      },
    );
  }
  assertPasswordStrength(registration.password, registration);
  return createUser(tx, registration);
}

/** The same for any role: for the seed's first admin. */
export async function createUser(tx: Tx, { password, ...account }: Registration) {
  const user = await insertUser(tx, { ...account, hashed_password: await hashPassword(password) });
  if (user === undefined) throw await taken(tx, account.email);
  await emit(
    tx,
    userRegistered,
    { user_id: user.id, role: user.role, registered_at: user.created_at },
    user.version,
  );
  return user;
}

async function taken(tx: Tx, email: string): Promise<DomainError> {
  return (await emailIsTaken(tx, email))
    ? new DomainError("auth.email_taken", "There is an account with this e-mail address: log in", {
        errors: [{ field: "email", message: "is taken" }],
      })
    : new DomainError("auth.username_taken", "Somebody has this username: choose another", {
        errors: [{ field: "username", message: "is taken" }],
      });
}
