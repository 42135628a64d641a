import { DomainError } from "@smartcourse/contracts/errors";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { outage } from "@smartcourse/platform/edge/outage";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { studentKey } from "./bulk-lines.ts";
import * as store from "./bulk-store.ts";
import { enrollStudent } from "./enroll-student.ts";

/**
 * Enrols the students of a list, each line in a transaction of its own with what became of it. Lines whose turn has been are
 * left alone, so it may be begun again, and twice at once. Throws where a store is away: the lines that are left come later.
 */
export async function runBulkEnrollment(db: Db, bulkId: number): Promise<void> {
  const bulk = await store.findPending(db, bulkId);
  if (bulk === undefined) return;
  for (const line of bulk.lines) await runLine(db, bulk.course_id, { bulk_enrollment_id: bulkId, line });
  await forgetCachedCourse(bulk.course_id);
  await store.completeBulk(db, bulkId);
}

async function runLine(db: Db, courseId: number, id: store.LineId): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      const student = await store.lockPendingLine(tx, id);
      if (student !== undefined) await store.endLine(tx, id, await enrolLine(tx, courseId, student));
    });
  } catch (error) {
    if (error instanceof DomainError) return store.endLine(db, id, refused(error));
    if (outage(error) !== undefined) throw error;
    log().error("bulk_enrollment.line_failed", { ...logFields(), ...id, error: error as Error });
    await store.endLine(db, id, {
      outcome: "failed",
      detail: "Something went wrong on our side: send this line again",
    });
  }
}

async function enrolLine(tx: Tx, course_id: number, student: string): Promise<store.LineEnd> {
  const key = studentKey(student);
  if (key === undefined)
    return { outcome: "refused", detail: "This is neither an e-mail address nor a user id" };
  const student_id = await store.findStudent(tx, key);
  if (student_id === undefined) return { outcome: "no_such_student" };
  const outcome = await enrollStudent(tx, { course_id, student_id, waitlist: true });
  return outcome.kind === "enrolled"
    ? { outcome: "enrolled", enrollment_id: outcome.enrollment.id }
    : { outcome: "waitlisted", waitlist_entry_id: outcome.entry.id };
}

/** The catalogue's messages are for the student; whoever enrols her is told the same of her. */
function refused({ code, message, details }: DomainError): store.LineEnd {
  if (code !== "enrollment.exists") return { outcome: "refused", detail: `${code}: ${message}` };
  const id = details.extensions?.["enrollment_id"];
  return { outcome: "already_enrolled", ...(typeof id === "number" && { enrollment_id: id }) };
}
