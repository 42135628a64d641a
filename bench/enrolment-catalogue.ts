import { sql } from "kysely";
import { migrate } from "@smartcourse/platform/migrate";
import { openPostgres } from "@smartcourse/platform/postgres";

/** Ids that no other number looks like: a recording tells them from everything else. */
export const first = { student: 710_000_001, course: 820_000_001, enrolment: 930_000_001 } as const;

/** Fills an empty database with students, and published courses that have room for all of them. */
export async function fillForEnrolment(url: string, students: number, courses: number): Promise<void> {
  const db = openPostgres(url, 1);
  try {
    await migrate(db);
    await sql`insert into users (id, email, username, hashed_password, role) overriding system value
      select ${first.student} + n, 's' || n || '@example.com', 's' || n, 'cannot be matched', 'student'
      from generate_series(0, ${students}::integer) n`.execute(db);
    await sql`insert into users (id, email, username, hashed_password, role) overriding system value
      values (1000000, 'teacher@example.com', 'teacher', 'cannot be matched', 'instructor')`.execute(db);
    await sql`insert into courses (id, title, instructor_id, status, capacity, published_version, last_version, published_at)
      overriding system value
      select ${first.course} + n, 'Course ' || n, 1000000, 'published', 1000000, 1, 1, now()
      from generate_series(0, ${courses}::integer) n`.execute(db);
    await sql`insert into course_versions (course_id, version, module_ids, published_at)
      select id, 1, '{1,2,3}', now() from courses`.execute(db);
    await sql.raw(`alter table enrollments alter column id restart with ${first.enrolment}`).execute(db);
    await sql`vacuum analyze`.execute(db);
  } finally {
    await db.destroy();
  }
}
