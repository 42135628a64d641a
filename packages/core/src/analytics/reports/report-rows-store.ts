import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import { awaySince } from "../activity-store.ts";
import type { ResolvedPeriod } from "../period.ts";
import { type Scope, ofCourses } from "../scope.ts";

const name = sql<string>`coalesce(u.display_name, u.username)`;

export interface EnrollmentRow {
  readonly student_id: number;
  readonly name: string;
  readonly status: string;
  readonly completion_percentage: number;
  readonly modules_done: number;
  readonly enrolled_at: string | null;
  readonly last_activity_at: string;
  readonly completed_at: string | null;
  readonly at_risk: boolean;
}

/** Students of a course, by their ids, after one of them. */
export async function listEnrollments(
  db: Db,
  { course_id, status, now }: { course_id: number; status: string | undefined; now: Date },
  after: EnrollmentRow | undefined,
  limit: number,
): Promise<EnrollmentRow[]> {
  const { rows } = await sql<EnrollmentRow>`
    select p.student_id, ${name} as name, p.status, p.completion_percentage,
      cardinality(p.completed_modules) as modules_done, p.enrolled_at, p.last_activity_at, p.completed_at,
      (p.status = 'active' and p.last_activity_at < ${awaySince(now).toISOString()}::timestamptz) as at_risk
    from analytics_participants p join users u on u.id = p.student_id
    where p.course_id = ${course_id} and p.announced and p.student_id > ${after?.student_id ?? 0}
      and (${status ?? null}::text is null or p.status = ${status ?? null})
    order by p.student_id limit ${limit}`.execute(db);
  return rows;
}

export interface CompletionRow {
  readonly completed_at: string;
  readonly course_id: number;
  readonly course: string;
  readonly student_id: number;
  readonly name: string;
  readonly enrolled_at: string | null;
  readonly days: number | null;
}

/** Completions in a period, in their order, after one of them. */
export async function listCompletions(
  db: Db,
  { scope, period }: { scope: Scope; period: ResolvedPeriod },
  after: CompletionRow | undefined,
  limit: number,
): Promise<CompletionRow[]> {
  const [from, to] = [period.points[0]?.from ?? 0, period.points.at(-1)?.to ?? 0].map(
    (time) => new Date(time),
  );
  const place = sql`(${after?.completed_at ?? "-infinity"}::timestamptz, ${after?.course_id ?? 0}::integer,
    ${after?.student_id ?? 0}::integer)`;
  const { rows } = await sql<CompletionRow>`
    select p.completed_at, p.course_id, c.title as course, p.student_id, ${name} as name, p.enrolled_at,
      round((extract(epoch from p.completed_at - p.enrolled_at) / 86400)::numeric, 1) as days
    from analytics_participants p join users u on u.id = p.student_id join courses c on c.id = p.course_id
    where p.status = 'completed' and p.completed_at >= ${from} and p.completed_at < ${to}
      and ${ofCourses(scope, "p.course_id")} and (p.completed_at, p.course_id, p.student_id) > ${place}
    order by p.completed_at, p.course_id, p.student_id limit ${limit}`.execute(db);
  return rows;
}
