import { DomainError } from "@smartcourse/contracts/errors";
import type { Db } from "@smartcourse/platform/postgres";
import { findUser } from "./users-store.ts";

/** An account by its id. @throws DomainError user.not_found */
export async function getUser(db: Db, id: number) {
  const user = await findUser(db, id);
  if (user === undefined) throw new DomainError("user.not_found", `There is no user ${id}`);
  return user;
}
