import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { courseNotFound, maySee } from "./course.ts";
import { findCourse } from "./course-store.ts";

/** A course that the actor may see. @throws DomainError course.not_found */
export async function getCourse(db: Db, id: number, actor: Actor | undefined) {
  const course = await findCourse(db, id);
  if (course === undefined || !maySee(course, actor)) throw courseNotFound(id);
  return course;
}
