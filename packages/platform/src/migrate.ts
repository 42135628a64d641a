import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as initial from "./migrations/0001-initial.ts";
import * as courseLists from "./migrations/0002-course-lists.ts";
import * as materialText from "./migrations/0003-material-text.ts";
import * as versionsAndRemoval from "./migrations/0005-versions-and-removal.ts";
import * as media from "./migrations/0004-media.ts";
import * as courseSearch from "./migrations/0006-course-search.ts";
import * as courseImports from "./migrations/0007-course-imports.ts";
import * as learning from "./migrations/0008-learning.ts";
import * as certificates from "./migrations/0009-certificates.ts";
import * as tasks from "./migrations/0010-tasks.ts";
import * as notifications from "./migrations/0011-notifications.ts";
import * as webhooks from "./migrations/0012-webhooks.ts";
import * as analytics from "./migrations/0013-analytics.ts";
import * as analyticsReports from "./migrations/0013-analytics-reports.ts";
import type { Db } from "./postgres.ts";

/** Forward only: a mistake is mended by the next one. */
const migrations: Record<string, Migration> = {
  "0001-initial": initial,
  "0002-course-lists": courseLists,
  "0003-material-text": materialText,
  "0004-media": media,
  "0005-versions-and-removal": versionsAndRemoval,
  "0006-course-search": courseSearch,
  "0007-course-imports": courseImports,
  "0008-learning": learning,
  "0009-certificates": certificates,
  "0010-tasks": tasks,
  "0011-notifications": notifications,
  "0012-webhooks": webhooks,
  "0013-analytics": analytics,
  "0013-analytics-reports": analyticsReports,
};

/** Deadlines that hold for every connection of the role. (A proxy refuses them as connection options.) */
const deadlines = {
  statement_timeout: "15s",
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "60s",
} as const;

/**
 * Brings the schema up to date and answers with what was applied. Run by one process at a time: the migrator holds a lock.
 * Throws with the first migration's failure as its cause; those before it stay.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("The database could not be migrated", { cause: error });
  for (const [name, value] of Object.entries(deadlines)) {
    await sql`alter role current_user set ${sql.raw(name)} = ${sql.lit(value)}`.execute(db);
  }
  return (results ?? []).map((result) => result.migrationName);
}
