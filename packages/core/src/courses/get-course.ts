import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { courseNotFound, maySee } from "./course.ts";
import { findCourse } from "./course-store.ts";
import { findPinnedVersion } from "./pinned-version.ts";
import { readPublishedCourse } from "./published-course.ts";

/** A course that the actor may see: authors as it is, everybody else out of the cache. @throws DomainError course.not_found */
export async function getCourse(db: Db, id: number, actor: Actor | undefined) {
  const isReader = actor === undefined || actor.role === "student";
  const published = isReader ? await readPublishedCourse(db, id) : undefined;
  if (published !== undefined) return published;
  const course = actor === undefined ? undefined : await findCourse(db, id);
  if (course === undefined) throw courseNotFound(id);
  if (maySee(course, actor)) return course;
  // Archived meanwhile, perhaps: those who are inside stay inside.
  if (actor === undefined || (await findPinnedVersion(db, id, actor.id)) === undefined)
    throw courseNotFound(id);
  return course;
}
