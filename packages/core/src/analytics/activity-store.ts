import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import { type Scope, ofCourses } from "./scope.ts";

/** Who has not completed a course is at risk of never doing so after this many days without a sign. */
export const awayDays = 7;

/** The moment since when somebody has to have done something, to be active at `now`. */
export function awaySince(now: Date): Date {
  return new Date(now.getTime() - awayDays * 86_400_000);
}

/** How many students are at work on a course, and how many were away from one they have not completed: each counted once. */
export async function countActivity(db: Db, scope: Scope, now: Date) {
  const since = awaySince(now).toISOString();
  const unfinished = sql`from analytics_participants
    where announced and status = 'active' and ${ofCourses(scope, "course_id")}`;
  const { rows } = await sql<{ active_students: number; at_risk_students: number }>`select
    (select count(distinct student_id) ${unfinished} and last_activity_at >= ${since}::timestamptz) as active_students,
    (select count(distinct student_id) ${unfinished} and last_activity_at < ${since}::timestamptz) as at_risk_students
  `.execute(db);
  return rows[0] ?? { active_students: 0, at_risk_students: 0 };
}

/** How many students stand in line. */
export async function countWaiting(db: Db, scope: Scope): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from analytics_waiting
    where state <> 'left' and ${ofCourses(scope, "course_id")}`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/** How many courses are published now. */
export async function countPublished(db: Db, scope: Scope): Promise<number> {
  const { rows } = await sql<{ published: number }>`
    select count(*) as published from analytics_courses
    where status = 'published' and ${ofCourses(scope, "course_id")}`.execute(db);
  return rows[0]?.published ?? 0;
}

/** How many students an instructor's courses have, or had: each counted once. */
export async function countStudents(db: Db, scope: Scope): Promise<number> {
  const { rows } = await sql<{ students: number }>`
    select count(distinct student_id) as students from analytics_participants
    where announced and status <> 'dropped' and ${ofCourses(scope, "course_id")}`.execute(db);
  return rows[0]?.students ?? 0;
}

/** Those who were away longest. `name`: as she is shown. */
export function listAtRisk(db: Db, courseId: number, now: Date, limit: number) {
  return db
    .selectFrom("analytics_participants as p")
    .innerJoin("users as u", "u.id", "p.student_id")
    .select(["p.student_id", "p.completion_percentage", "p.last_activity_at"])
    .select(sql<string>`coalesce(u.display_name, u.username)`.as("name"))
    .where("p.course_id", "=", courseId)
    .where("p.announced", "=", true)
    .where("p.status", "=", "active")
    .where("p.last_activity_at", "<", awaySince(now).toISOString())
    .orderBy("p.last_activity_at")
    .limit(limit)
    .execute();
}
