import type { Actor } from "@smartcourse/platform/auth/sessions";
import { etag } from "@smartcourse/platform/edge/reply";
import type { Db } from "@smartcourse/platform/postgres";
import { readDraft } from "./content-store.ts";
import { courseNotFound, mayEdit } from "./course.ts";
import { getCourse } from "./get-course.ts";
import { findPinnedVersion } from "./pinned-version.ts";
import { readFrozen, readOutline } from "./published-course.ts";

/**
 * Modules and lessons as the actor may read them: the draft, her pinned version, or the published outline; with the ETag,
 * which for the draft is the one that a change may name in If-Match.
 * @throws DomainError course.not_found
 */
export async function getCourseContent(db: Db, course_id: number, actor: Actor | undefined) {
  const pinned = actor?.role === "student" ? await findPinnedVersion(db, course_id, actor.id) : undefined;
  if (pinned !== undefined) {
    const { modules } = await readFrozen(course_id, pinned);
    return { content: { course_id, version: pinned, modules }, etag: etag(`v${pinned}`) };
  }
  const course = await getCourse(db, course_id, actor);
  if (actor !== undefined && mayEdit(course, actor)) {
    const { modules, revision } = await readDraft(course_id);
    return { content: { course_id, version: null, modules }, etag: etag(revision) };
  }
  const version = course.published_version;
  if (version === null) throw courseNotFound(course_id);
  return { content: await readOutline(course_id, version), etag: etag(`v${version}-outline`) };
}
