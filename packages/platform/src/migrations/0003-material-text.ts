import { type Kysely, sql } from "kysely";

/** What an instructor should know of a material that could be read (see MaterialWarning). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table materials add column warnings jsonb not null default '[]'`.execute(db);
}
