import { createUser } from "@smartcourse/core/auth/register-user";
import { env } from "@smartcourse/platform/env";
import type { Db } from "@smartcourse/platform/postgres";

/** Makes the first admin out of the configuration, where there is none with this address. */
export async function seedFirstAdmin(db: Db): Promise<void> {
  const email = env("FIRST_ADMIN_EMAIL");
  if (email === "") return;
  const existing = await db.selectFrom("users").select("id").where("email", "=", email).executeTakeFirst();
  if (existing !== undefined) return;
  await db.transaction().execute((tx) =>
    createUser(tx, {
      email,
      username: "admin",
      display_name: null,
      password: env("FIRST_ADMIN_PASSWORD"),
      role: "admin",
    }),
  );
}
