import type { Module } from "@smartcourse/contracts/courses/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { readDraft, readVersion } from "./content-store.ts";
import { courseNotFound, mayEdit, maySee } from "./course.ts";
import { findCourse } from "./course-store.ts";
import { findPinnedVersion } from "./pinned-version.ts";

/**
 * Modules and lessons as the actor may read them: the draft, her pinned version, or the published outline.
 * `revision` is the draft's, for its ETag.
 * @throws DomainError course.not_found
 */
export async function getCourseContent(db: Db, courseId: number, actor: Actor | undefined) {
  const course = await findCourse(db, courseId);
  if (course === undefined) throw courseNotFound(courseId);
  if (actor !== undefined && mayEdit(course, actor)) {
    const { modules, revision } = await readDraft(courseId);
    return { content: { course_id: courseId, version: null, modules }, revision };
  }
  const pinned = actor?.role === "student" ? await findPinnedVersion(db, courseId, actor.id) : undefined;
  const version = pinned ?? (maySee(course, actor) ? course.published_version : null);
  if (version === null) throw courseNotFound(courseId);
  const stored = await readVersion(courseId, version);
  if (stored === null)
    throw new Error(`Course ${courseId} points at version ${version}, which is not stored`);
  const modules = pinned === undefined ? stored.modules.map(outline) : stored.modules;
  return { content: { course_id: courseId, version, modules }, revision: undefined };
}

/** What those outside see of a module: what there is to learn, without the links to it. */
function outline(module: Module): Module {
  return { ...module, lessons: module.lessons.map((lesson) => ({ ...lesson, content_url: null })) };
}
