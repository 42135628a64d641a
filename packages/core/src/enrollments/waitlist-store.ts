import { sql } from "kysely";
import type { WaitlistStatus } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { Line } from "./enrollments.ts";

/** The line of a course, as a student finds it without waiting for anybody. */
export async function findLine(tx: Tx, courseId: number, studentId: number): Promise<Line> {
  const lapsed = tx
    .selectFrom("waitlist_entries")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("course_id", "=", courseId)
    .where("status", "=", "offered")
    .where("offer_expires_at", "<=", sql<string>`now()`);
  const own = await openEntry(tx, courseId, studentId)
    .select(sql<boolean>`offer_expires_at <= now()`.as("is_over"))
    .executeTakeFirst();
  const { count } = await lapsed.executeTakeFirstOrThrow();
  return { lapsed: count, own: own === undefined || own.is_over ? null : { ...own, status: own.status } };
}

/** Her place in the line of a course; undefined where she has none. */
export function findOpenEntry(tx: Tx, courseId: number, studentId: number) {
  return openEntry(tx, courseId, studentId).executeTakeFirst();
}

function openEntry(tx: Tx, courseId: number, studentId: number) {
  return tx
    .selectFrom("waitlist_entries")
    .select(["id", "status"])
    .where("course_id", "=", courseId)
    .where("student_id", "=", studentId)
    .where("status", "in", ["waiting", "offered"])
    .$narrowType<{ status: "waiting" | "offered" }>();
}

/** Puts a student at the end of a line, unless she is enrolled by now. */
export async function insertEntry(
  tx: Tx,
  { course_id, student_id }: { course_id: number; student_id: number },
) {
  const { rows } = await sql<{ id: number; joined_at: string; revision: number }>`
    insert into waitlist_entries (course_id, student_id)
    select ${course_id}::integer, ${student_id}::integer where not exists (
      select from enrollments
      where course_id = ${course_id} and student_id = ${student_id} and status <> 'dropped'
    )
    returning id, joined_at, revision`.execute(tx);
  return rows[0];
}

/** Takes back the offers of a course whose time is over. */
export function expireOffers(tx: Tx, courseId: number) {
  return ending(tx, "expired")
    .where("course_id", "=", courseId)
    .where("status", "=", "offered")
    .where("offer_expires_at", "<=", sql<string>`now()`)
    .execute();
}

/** Ends a place: an offer that still stands where she enrols, any open one where she leaves. */
export function endEntry(tx: Tx, id: number, outcome: "enrolled" | "left") {
  const stands = sql<boolean>`status = 'offered' and offer_expires_at > now()`;
  return ending(tx, outcome)
    .where("id", "=", id)
    .where("status", "in", ["waiting", "offered"])
    .$if(outcome === "enrolled", (query) => query.where(stands))
    .executeTakeFirst();
}

function ending(tx: Tx, status: "enrolled" | "left" | "expired") {
  return tx
    .updateTable("waitlist_entries")
    .set((eb) => ({ status, ended_at: sql<string>`now()`, revision: eb("revision", "+", 1) }))
    .returning([
      "id",
      "course_id",
      "student_id",
      "revision",
      // Only an open place ends, and one with an offer was one that had it.
      sql<boolean>`offered_at is not null`.as("was_offered"),
      sql<string>`ended_at`.as("ended_at"),
    ]);
}

/** Offers a seat to each of the first `count` in line, for `hours`. */
export async function offerToFirst(tx: Tx, courseId: number, count: number, hours: number) {
  const first = tx
    .selectFrom("waitlist_entries")
    .select("id")
    .where("course_id", "=", courseId)
    .where("status", "=", "waiting")
    .orderBy("id")
    .limit(count);
  return tx
    .updateTable("waitlist_entries")
    .set((eb) => ({
      status: "offered",
      offered_at: sql<string>`now()`,
      offer_expires_at: sql<string>`now() + make_interval(hours => ${hours})`,
      revision: eb("revision", "+", 1),
    }))
    .where("id", "in", first)
    .returning([
      "id",
      "course_id",
      "student_id",
      "revision",
      sql<string>`offered_at`.as("offered_at"),
      sql<string>`offer_expires_at`.as("offer_expires_at"),
    ])
    .execute();
}

/** Places as their students see them; the position is counted, not kept. */
function entryViews(db: Db | Tx) {
  return db
    .selectFrom("waitlist_entries as entry")
    .innerJoin("courses", "courses.id", "entry.course_id")
    .selectAll("entry")
    .select([
      "courses.title as course_title",
      sql<number | null>`case when entry.status = 'waiting' then (
        select count(*) from waitlist_entries ahead
        where ahead.course_id = entry.course_id and ahead.status = 'waiting' and ahead.id <= entry.id
      ) end`.as("position"),
    ]);
}

export type EntryView = Awaited<ReturnType<typeof readEntryView>>;

export function readEntryView(db: Db | Tx, id: number) {
  return entryViews(db).where("entry.id", "=", id).executeTakeFirstOrThrow();
}

export function findOwnEntryView(db: Db | Tx, id: number, studentId: number) {
  return entryViews(db)
    .where("entry.id", "=", id)
    .where("entry.student_id", "=", studentId)
    .executeTakeFirst();
}

interface Filter {
  readonly studentId: number;
  readonly status?: WaitlistStatus | undefined;
  readonly beforeId?: number | undefined;
}

/** A student's places, newest first. One row more than `limit` tells whether there is a next page. */
export function listEntryViews(db: Db, { studentId, status, beforeId }: Filter, limit: number) {
  return entryViews(db)
    .where("entry.student_id", "=", studentId)
    .orderBy("entry.id", "desc")
    .limit(limit + 1)
    .$if(status !== undefined, (query) => query.where("entry.status", "=", status ?? "waiting"))
    .$if(beforeId !== undefined, (query) => query.where("entry.id", "<", beforeId ?? 0))
    .execute();
}

/** Courses whose line can move: an offer is over, or somebody waits while a seat is free. Up to `limit` ids. */
export async function listCoursesToSettle(db: Db, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    (select course_id as id from waitlist_entries where status = 'offered' and offer_expires_at <= now())
    union
    (select id from courses where waiting_count > 0 and status = 'published'
      and coalesce(enrollment_opens_at <= now(), true) and coalesce(enrollment_closes_at > now(), true)
      and (capacity is null or enrolled_count + held_count < capacity))
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
