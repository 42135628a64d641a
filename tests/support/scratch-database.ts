import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { env } from "@smartcourse/platform/env";
import { migrate } from "@smartcourse/platform/migrate";
import { openPostgres } from "@smartcourse/platform/postgres";

export interface ScratchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty, migrated database of its own, on the platform's server: where no relay but the test's looks. */
export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const name = `scratch_${randomBytes(6).toString("hex")}`;
  const server = env("DATABASE_URL");
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `create database ${name}`);
  const db = openPostgres(url.href, 1);
  try {
    await migrate(db);
    // Ids that no other database on this platform has: other stores are shared.
    const first = 1_000_000_000 + (randomBytes(3).readUIntBE(0, 3) % 10_000_000) * 100;
    for (const table of ["users", "courses", "materials", "enrollments", "waitlist_entries"]) {
      await sql.raw(`alter table ${table} alter column id restart with ${first}`).execute(db);
    }
  } finally {
    await db.destroy();
  }
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const db = openPostgres(server, 1);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}
