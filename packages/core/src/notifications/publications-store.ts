import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

/** Whether an earlier version of the course was published, whatever came of it. */
export async function wasPublishedBefore(
  tx: Tx,
  { course_id, version }: { course_id: number; version: number },
): Promise<boolean> {
  const earlier = await tx
    .selectFrom("course_versions")
    .select("version")
    .where("course_id", "=", course_id)
    .where("version", "<", version)
    .where("published_at", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

interface Publication {
  readonly course_id: number;
  readonly instructor_id: number;
  readonly is_first: boolean;
}

/**
 * The next subscribers of a publication after `afterUserId`, by id, each once: those of the course, and of its instructor where
 * the course is new. Each part reads as many as are asked for from its index, and no more.
 */
export async function nextSubscribers(
  tx: Tx,
  { course_id, instructor_id, is_first }: Publication,
  afterUserId: number,
  limit: number,
): Promise<number[]> {
  const subscribersOf = (column: "course_id" | "instructor_id", id: number) =>
    sql`(select user_id from notification_subscriptions
      where ${sql.ref(column)} = ${id} and user_id > ${afterUserId} order by user_id limit ${sql.lit(limit)})`;
  const { rows } = await sql<{ user_id: number }>`
    select user_id from (
      ${subscribersOf("course_id", course_id)}
      union
      ${is_first ? subscribersOf("instructor_id", instructor_id) : sql`select null::integer where false`}
    ) as people where user_id <> ${instructor_id} order by user_id limit ${sql.lit(limit)}`.execute(tx);
  return rows.map(({ user_id }) => user_id);
}
