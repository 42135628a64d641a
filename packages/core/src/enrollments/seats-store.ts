import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

const opened = sql<boolean>`coalesce(enrollment_opens_at <= now(), true)`;
const notClosed = sql<boolean>`coalesce(enrollment_closes_at > now(), true)`;

/**
 * Takes a free seat of a published course for which nobody waits, in one statement, which is what keeps enrolled and held within
 * capacity. Answers with the version that is published at that moment: publishing another one waits for this row. `undefined`:
 * no seat, a line, not published, or not open.
 */
export async function takeSeat(tx: Tx, courseId: number): Promise<number | undefined> {
  const course = await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "+", 1) }))
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .where(opened)
    .where(notClosed)
    .where("waiting_count", "=", 0)
    .where((eb) =>
      eb.or([
        eb("capacity", "is", null),
        eb(eb("enrolled_count", "+", eb.ref("held_count")), "<", eb.ref("capacity")),
      ]),
    )
    .returning("published_version")
    .executeTakeFirst();
  return course?.published_version ?? undefined;
}

/** Turns a held seat into a taken one, in a course whose row is locked. Answers as takeSeat() does. */
export async function takeHeldSeat(tx: Tx, courseId: number): Promise<number | undefined> {
  const course = await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "+", 1), held_count: eb("held_count", "-", 1) }))
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .returning("published_version")
    .executeTakeFirst();
  return course?.published_version ?? undefined;
}

/** Called by whoever ended the enrolment, in the same transaction: so a seat is given back once. `hasLine`: somebody may want it. */
export async function giveSeatBack(tx: Tx, courseId: number): Promise<{ hasLine: boolean }> {
  const { held_count, waiting_count } = await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "-", 1) }))
    .where("id", "=", courseId)
    .returning(["held_count", "waiting_count"])
    .executeTakeFirstOrThrow();
  return { hasLine: held_count > 0 || waiting_count > 0 };
}

/**
 * A course's seats, its row locked until the transaction ends: whoever takes, gives back or offers a seat waits. Its line is
 * changed under this lock alone, which comes after that of an enrolment and before those of the entries.
 */
export function lockSeats(tx: Tx, courseId: number) {
  return tx
    .selectFrom("courses")
    .select([
      "id",
      "status",
      "capacity",
      "enrolled_count",
      "held_count",
      "waiting_count",
      "waitlist_offer_hours",
      "enrollment_opens_at",
      "enrollment_closes_at",
      sql<string>`now()`.as("asked_at"),
      sql<boolean>`status = 'published' and ${opened} and ${notClosed}`.as("is_open"),
    ])
    .where("id", "=", courseId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export type Seats = NonNullable<Awaited<ReturnType<typeof lockSeats>>>;

/** Counts what changed in the line of a course whose row is locked, and answers with its seats after that. */
export async function countLine(
  tx: Tx,
  seats: Seats,
  change: { readonly held: number; readonly waiting: number },
): Promise<Seats> {
  const counts = await tx
    .updateTable("courses")
    .set((eb) => ({
      held_count: eb("held_count", "+", change.held),
      waiting_count: eb("waiting_count", "+", change.waiting),
    }))
    .where("id", "=", seats.id)
    .returning(["held_count", "waiting_count"])
    .executeTakeFirstOrThrow();
  return { ...seats, ...counts };
}

/**
 * The version that is published, which stays so until the transaction ends: publishing another one, and whoever else is
 * about to leave a version, waits for this row.
 */
export async function lockPublishedVersion(tx: Tx, courseId: number): Promise<number> {
  const { published_version } = await tx
    .selectFrom("courses")
    .select("published_version")
    .where("id", "=", courseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (published_version === null)
    throw new Error(`Course ${courseId} has enrolments, but was never published`);
  return published_version;
}
