import { sql } from "kysely";
import type { Db } from "../postgres.ts";

const archiveDays = 7;
const atOnce = 5_000;

/** Deletes what the archive has kept for seven days, a few thousand rows at a time, and says how many they were. */
export async function purgeArchive(db: Db): Promise<number> {
  let purged = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from outbox_archive where id in (
        select id from outbox_archive
        where sent_at < now() - make_interval(days => ${archiveDays})
        limit ${atOnce}
      )`.execute(db);
    purged += Number(numAffectedRows);
    if (numAffectedRows < BigInt(atOnce)) return purged;
  }
}
