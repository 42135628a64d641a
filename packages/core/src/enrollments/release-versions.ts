import { sql } from "kysely";
import { versionRetirementWorkflow } from "@smartcourse/contracts/courses/workflows";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";

/**
 * Has every version of a course retired that was published once and that nobody reads any more, each once. Call it with the
 * course's row locked, after a reader has left or another version was published: whoever comes last then sees that.
 */
export async function releaseUnreadVersions(tx: Tx, courseId: number): Promise<void> {
  for (const { version, instructor_id } of await listUnread(tx, courseId)) {
    await startWorkflow(tx, versionRetirementWorkflow, {
      id: `${retirement(courseId)}${version}`,
      input: { course_id: courseId, version },
      ownerId: instructor_id,
      subject: `course:${courseId}`,
    });
  }
}

function retirement(courseId: number): string {
  return `retire-${courseId}-v`;
}

async function listUnread(tx: Tx, courseId: number): Promise<{ version: number; instructor_id: number }[]> {
  const { rows } = await sql<{ version: number; instructor_id: number }>`
    select v.version, c.instructor_id
    from course_versions v
    join courses c on c.id = v.course_id
    where v.course_id = ${courseId} and v.published_at is not null and v.version <> c.published_version
      and not exists (
        select from enrollments e
        where e.course_id = v.course_id and e.version = v.version and e.status in ('active', 'completed')
      )
      and not exists (select from workflows w where w.id = ${retirement(courseId)}::text || v.version)
    order by v.version`.execute(tx);
  return rows;
}
