import type { Role } from "@smartcourse/contracts/define";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** What anyone may know of an account's row; never the password's hash. */
const columns = [
  "id",
  "email",
  "username",
  "display_name",
  "role",
  "is_active",
  "version",
  "created_at",
  "updated_at",
] as const;

export function findUser(db: Db | Tx, id: number) {
  return db.selectFrom("users").select(columns).where("id", "=", id).executeTakeFirst();
}

export function findCredentials(db: Db | Tx, email: string) {
  return db
    .selectFrom("users")
    .select(["id", "hashed_password", "is_active"])
    .where("email", "=", email)
    .executeTakeFirst();
}

/** `undefined` when the e-mail address or the username is taken. */
export function insertUser(
  tx: Tx,
  user: {
    email: string;
    username: string;
    display_name: string | null;
    hashed_password: string;
    role: Role;
  },
) {
  return tx
    .insertInto("users")
    .values(user)
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export async function emailIsTaken(tx: Tx, email: string): Promise<boolean> {
  const taken = await tx.selectFrom("users").select("id").where("email", "=", email).executeTakeFirst();
  return taken !== undefined;
}

/** Newest first, those before `beforeId`. One row more than asked tells whether there is a next page. */
export function listUsers(
  db: Db,
  page: { limit: number; beforeId?: number },
  filter: { role?: Role; email?: string },
) {
  let query = db
    .selectFrom("users")
    .select(columns)
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.beforeId !== undefined) query = query.where("id", "<", page.beforeId);
  if (filter.role !== undefined) query = query.where("role", "=", filter.role);
  if (filter.email !== undefined) query = query.where("email", "=", filter.email);
  return query.execute();
}

/** Locks the user and every active admin: so that two admins cannot demote each other at once and leave none. */
export async function lockForAdministration(tx: Tx, id: number) {
  const locked = await tx
    .selectFrom("users")
    .select(columns)
    .where((eb) => eb.or([eb("id", "=", id), eb.and([eb("role", "=", "admin"), eb("is_active", "=", true)])]))
    .orderBy("id")
    .forUpdate()
    .execute();
  return {
    user: locked.find((row) => row.id === id),
    otherAdmins: locked.filter((row) => row.id !== id && row.role === "admin" && row.is_active).length,
  };
}

type Change = { role: Role } | { is_active: boolean } | { display_name: string | null };

export function changeUser(tx: Tx, id: number, change: Change) {
  return tx
    .updateTable("users")
    .set((eb) => ({ ...change, version: eb("version", "+", 1), updated_at: new Date() }))
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}
