import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { Tx } from "@smartcourse/platform/postgres";

interface CourseState {
  readonly course_id: number;
  readonly instructor_id: number;
  readonly status: "draft" | "published" | "archived";
  readonly revision: number;
}

/** Notes what a course is now; what an older event tells changes nothing. */
export async function noteCourse(tx: Tx, state: CourseState): Promise<void> {
  await tx
    .insertInto("analytics_courses")
    .values(state)
    .onConflict((conflict) =>
      conflict
        .column("course_id")
        .doUpdateSet((eb) => ({ status: eb.ref("excluded.status"), revision: eb.ref("excluded.revision") }))
        .whereRef("analytics_courses.revision", "<", "excluded.revision"),
    )
    .execute();
}

/** Notes the modules of a version, which never change. */
export async function noteVersion(tx: Tx, data: unknown): Promise<void> {
  const { course_id, version, modules = [] } = coursePublished.payload.parse(data);
  await tx
    .insertInto("analytics_course_versions")
    .values({ course_id, version, modules: JSON.stringify(modules) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
