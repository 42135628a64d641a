import type { Db, Tx } from "@smartcourse/platform/postgres";

/** What a person is called. */
export async function findPersonName(db: Db | Tx, userId: number): Promise<string> {
  const person = await db
    .selectFrom("users")
    .select((eb) => eb.fn.coalesce("display_name", "username").as("name"))
    .where("id", "=", userId)
    .executeTakeFirst();
  return person?.name ?? "The instructor";
}
