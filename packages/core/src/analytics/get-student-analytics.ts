import * as z from "zod";
import type { StudentAnalytics, StudentAnalyticsQuery } from "@smartcourse/contracts/analytics/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { type Scope, scopeOf } from "./scope.ts";
import { listStudentCourses, sumStudent, userExists } from "./student-store.ts";

interface Asked {
  readonly id: number;
  readonly query: z.output<typeof StudentAnalyticsQuery>;
  readonly actor: Actor;
}

const Cursor = z.object({ course_id: Id });

/**
 * A student in the courses that `actor` may see: all for herself and for admins, an instructor's own for her. Who is in none of those does not
 * exist for an instructor. @throws DomainError user.not_found, request.invalid
 */
export async function getStudentAnalytics(
  db: Db,
  { id, query, actor }: Asked,
  now: Date,
): Promise<StudentAnalytics> {
  if (actor.role === "student" && actor.id !== id) throw userNotFound(id);
  const scope: Scope = actor.role === "student" ? { kind: "platform" } : scopeOf(actor);
  const sums = await sumStudent(db, id, scope, now);
  const { average_progress = 0, last_activity_at = null, ...totals } = sums ?? {};
  if (last_activity_at === null && !(await mayBeEmpty(db, id, actor))) throw userNotFound(id);
  const before = decodeCursor(query.cursor, Cursor)?.course_id;
  const rows = await listStudentCourses(db, id, scope, now, { limit: query.limit, before });
  return {
    student_id: id,
    totals: { active: 0, completed: 0, dropped: 0, at_risk: 0, ...totals },
    average_progress,
    last_activity_at,
    courses: toPage(rows, query.limit, ({ course_id }) => ({ course_id })),
  };
}

/** Whether somebody without a course is nevertheless somebody. */
async function mayBeEmpty(db: Db, id: number, actor: Actor): Promise<boolean> {
  return actor.role === "student" || (actor.role === "admin" && (await userExists(db, id)));
}

function userNotFound(id: number): DomainError {
  return new DomainError("user.not_found", `There is no student ${id} among those you may see`);
}
