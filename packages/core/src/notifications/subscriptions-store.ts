import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

interface Subject {
  readonly course_id: number | null;
  readonly instructor_id: number | null;
}

export async function insertSubscription(tx: Tx, userId: number, subject: Subject): Promise<void> {
  await tx
    .insertInto("notification_subscriptions")
    .values({ user_id: userId, ...subject })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A person's subscriptions, by what their subjects are called now. */
function subscriptions(db: Db | Tx, userId: number) {
  return db
    .selectFrom("notification_subscriptions as own")
    .leftJoin("courses", "courses.id", "own.course_id")
    .leftJoin("users", "users.id", "own.instructor_id")
    .select((eb) => [
      "own.id",
      "own.course_id",
      "own.instructor_id",
      "own.created_at",
      eb.fn.coalesce("courses.title", "users.display_name", "users.username", sql<string>`''`).as("name"),
    ])
    .where("own.user_id", "=", userId);
}

export function findSubscription(tx: Tx, userId: number, { course_id, instructor_id }: Subject) {
  return subscriptions(tx, userId)
    .where("own.course_id", "is not distinct from", course_id)
    .where("own.instructor_id", "is not distinct from", instructor_id)
    .executeTakeFirstOrThrow();
}

export function listSubscriptions(
  db: Db,
  userId: number,
  { limit, beforeId }: { limit: number; beforeId?: number | undefined },
) {
  const query = subscriptions(db, userId)
    .orderBy("own.id", "desc")
    .limit(limit + 1);
  return (beforeId === undefined ? query : query.where("own.id", "<", beforeId)).execute();
}

/** Whether there was such a subscription of this person. */
export async function deleteSubscription(tx: Tx, userId: number, id: number): Promise<boolean> {
  const deleted = await tx
    .deleteFrom("notification_subscriptions")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning("id")
    .executeTakeFirst();
  return deleted !== undefined;
}

export async function isPublished(tx: Tx, courseId: number): Promise<boolean> {
  const course = await tx
    .selectFrom("courses")
    .select("id")
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .executeTakeFirst();
  return course !== undefined;
}

/** Whether an instructor has a course that anybody can see. Whoever has none stays unknown. */
export async function hasPublished(tx: Tx, instructorId: number): Promise<boolean> {
  const course = await tx
    .selectFrom("courses")
    .select("id")
    .where("instructor_id", "=", instructorId)
    .where("status", "=", "published")
    .limit(1)
    .executeTakeFirst();
  return course !== undefined;
}
