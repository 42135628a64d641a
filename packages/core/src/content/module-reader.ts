import type { Module } from "@smartcourse/contracts/courses/schemas";
import { collection } from "@smartcourse/platform/mongo";

/** The modules of a course's draft; none where nothing has been added yet. */
export async function readModules(courseId: number): Promise<readonly Module[]> {
  const draft = await collection<{ _id: number; modules: Module[] }>("course_contents").findOne(
    { _id: courseId },
    { projection: { modules: 1 } },
  );
  return draft?.modules ?? [];
}
