import type { BulkOutcome } from "@smartcourse/contracts/enrollments/bulk-schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { BulkLine, StudentKey } from "./bulk-lines.ts";

/** A course that the actor may enrol students in: her own, or any for an admin. */
export function findTaughtCourse(db: Db | Tx, id: number, actor: Actor) {
  return db
    .selectFrom("courses")
    .select(["id", "status"])
    .where("id", "=", id)
    .$if(actor.role !== "admin", (query) => query.where("instructor_id", "=", actor.id))
    .executeTakeFirst();
}

export async function insertBulk(
  tx: Tx,
  bulk: { readonly course_id: number; readonly owner_id: number },
  lines: readonly BulkLine[],
) {
  const { id, created_at } = await tx
    .insertInto("bulk_enrollments")
    .values({ ...bulk, line_count: lines.length })
    .returning(["id", "created_at"])
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("bulk_enrollment_lines")
    .values(lines.map((line) => ({ ...line, bulk_enrollment_id: id })))
    .execute();
  return { id, created_at };
}

/** A list of students of a course, where it is that course's. */
export function findBulk(db: Db, courseId: number, id: number) {
  return db
    .selectFrom("bulk_enrollments")
    .selectAll()
    .where("id", "=", id)
    .where("course_id", "=", courseId)
    .executeTakeFirst();
}

/** How many lines of a list ended how. */
export async function countOutcomes(db: Db, id: number): Promise<Partial<Record<BulkOutcome, number>>> {
  const counts = await db
    .selectFrom("bulk_enrollment_lines")
    .select(["outcome", (eb) => eb.fn.countAll<number>().as("count")])
    .where("bulk_enrollment_id", "=", id)
    .where("outcome", "is not", null)
    .groupBy("outcome")
    .execute();
  return Object.fromEntries(counts.map(({ outcome, count }) => [outcome, count]));
}

/** Lines of a list in their order. One row more than `limit` tells whether there is a next page. */
export function listLines(db: Db, id: number, afterLine: number, limit: number) {
  return db
    .selectFrom("bulk_enrollment_lines")
    .selectAll()
    .where("bulk_enrollment_id", "=", id)
    .where("line", ">", afterLine)
    .orderBy("line")
    .limit(limit + 1)
    .execute();
}

/** The list and the lines whose turn is yet to come; undefined where there is no such list. */
export async function findPending(db: Db, id: number) {
  const bulk = await db
    .selectFrom("bulk_enrollments")
    .select(["id", "course_id"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (bulk === undefined) return undefined;
  const lines = await db
    .selectFrom("bulk_enrollment_lines")
    .select("line")
    .where("bulk_enrollment_id", "=", id)
    .where("outcome", "is", null)
    .orderBy("line")
    .execute();
  return { ...bulk, lines: lines.map(({ line }) => line) };
}

export interface LineId {
  readonly bulk_enrollment_id: number;
  readonly line: number;
}

/** Whom a line names, with the line locked; undefined where its turn has been. */
export async function lockPendingLine(tx: Tx, id: LineId): Promise<string | undefined> {
  const line = await tx
    .selectFrom("bulk_enrollment_lines")
    .select("student")
    .where("bulk_enrollment_id", "=", id.bulk_enrollment_id)
    .where("line", "=", id.line)
    .where("outcome", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return line?.student;
}

export interface LineEnd {
  readonly outcome: BulkOutcome;
  readonly detail?: string;
  readonly enrollment_id?: number;
  readonly waitlist_entry_id?: number;
}

/** Writes down what became of a line, the first time it is told. */
export async function endLine(db: Db | Tx, id: LineId, end: LineEnd): Promise<void> {
  await db
    .updateTable("bulk_enrollment_lines")
    .set(end)
    .where("bulk_enrollment_id", "=", id.bulk_enrollment_id)
    .where("line", "=", id.line)
    .where("outcome", "is", null)
    .execute();
}

export async function completeBulk(db: Db, id: number): Promise<void> {
  await db
    .updateTable("bulk_enrollments")
    .set({ completed_at: new Date() })
    .where("id", "=", id)
    .where("completed_at", "is", null)
    .execute();
}

/** A student who can enrol. Others are as if they did not exist. */
export async function findStudent(tx: Tx, key: StudentKey): Promise<number | undefined> {
  const student = await tx
    .selectFrom("users")
    .select("id")
    .where("role", "=", "student")
    .where("is_active", "=", true)
    .where((eb) => ("id" in key ? eb("id", "=", key.id) : eb("email", "=", key.email)))
    .executeTakeFirst();
  return student?.id;
}
