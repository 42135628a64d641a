import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import { awaySince } from "./activity-store.ts";
import { type Scope, ofCourses } from "./scope.ts";

/** A student's courses that are counted: those whose enrolment was announced, in what the reader may see. */
const counted = (studentId: number, scope: Scope) =>
  sql`p.student_id = ${studentId} and p.announced and ${ofCourses(scope, "p.course_id")}`;
const isAtRisk = (now: Date) =>
  sql`(p.status = 'active' and p.last_activity_at < ${awaySince(now).toISOString()}::timestamptz)`;

interface StudentTotals {
  readonly active: number;
  readonly completed: number;
  readonly dropped: number;
  readonly at_risk: number;
  readonly average_progress: number;
  readonly last_activity_at: string | null;
}

/** How a student stands in all those courses together. */
export async function sumStudent(
  db: Db,
  studentId: number,
  scope: Scope,
  now: Date,
): Promise<StudentTotals | undefined> {
  const { rows } = await sql<StudentTotals>`
    select count(*) filter (where p.status = 'active') as active,
      count(*) filter (where p.status = 'completed') as completed,
      count(*) filter (where p.status = 'dropped') as dropped,
      count(*) filter (where ${isAtRisk(now)}) as at_risk,
      coalesce(avg(p.completion_percentage) filter (where p.status <> 'dropped'), 0) as average_progress,
      max(p.last_activity_at) as last_activity_at
    from analytics_participants p where ${counted(studentId, scope)}`.execute(db);
  return rows[0];
}

interface StudentCourseRow {
  readonly course_id: number;
  readonly title: string;
  readonly status: "active" | "completed" | "dropped";
  readonly version: number | null;
  readonly completion_percentage: number;
  readonly modules_done: number;
  readonly modules: number | null;
  readonly enrolled_at: string | null;
  readonly completed_at: string | null;
  readonly last_activity_at: string;
  readonly at_risk: boolean;
}

interface Page {
  readonly limit: number;
  readonly before?: number | undefined;
}

/** Those courses one by one, the newest first; one row more than `limit` tells whether there is a next page. */
export async function listStudentCourses(
  db: Db,
  studentId: number,
  scope: Scope,
  now: Date,
  { limit, before = 2_147_483_647 }: Page,
): Promise<StudentCourseRow[]> {
  const { rows } = await sql<StudentCourseRow>`
    select p.course_id, c.title, p.status, p.version, p.completion_percentage,
      cardinality(p.completed_modules) as modules_done, jsonb_array_length(v.modules) as modules,
      p.enrolled_at, p.completed_at, p.last_activity_at, ${isAtRisk(now)} as at_risk
    from analytics_participants p
    join courses c on c.id = p.course_id
    left join analytics_course_versions v on v.course_id = p.course_id and v.version = p.version
    where ${counted(studentId, scope)} and p.course_id < ${before}
    order by p.course_id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** Whether there is such an account. */
export async function userExists(db: Db, id: number): Promise<boolean> {
  const user = await db.selectFrom("users").select("id").where("id", "=", id).executeTakeFirst();
  return user !== undefined;
}
