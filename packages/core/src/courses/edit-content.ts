import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import type { Tx } from "@smartcourse/platform/postgres";
import { readDraft, writeDraft } from "./content-store.ts";
import { auditChange } from "./audit-change.ts";
import { assertEditable } from "./course.ts";
import { type Content, type Edit, findLesson, findModule } from "./course-content.ts";
import { findCourse } from "./course-store.ts";

interface Place {
  readonly courseId: number;
  readonly actor: Actor;
  readonly ifMatch: string | undefined;
  /** Of an addition: repeating it with the same key finds what it made. */
  readonly idempotencyKey?: string | undefined;
}

const attempts = 8;

/**
 * One change of a course's draft: read, edited, and written where nobody was quicker, else tried again on what is there
 * now. With `If-Match` it is not tried again. Answers with the edit's result and the draft's new revision.
 * @throws DomainError course.not_found, course.archived, module.not_found, lesson.not_found, request.precondition_failed
 */
export async function editContent<T>(
  tx: Tx,
  place: Place,
  edit: Edit<T>,
): Promise<{ result: T; revision: number }> {
  const course = await findCourse(tx, place.courseId);
  assertEditable(course, place.courseId, place.actor);
  // Before the draft is written: then nothing but the commit comes after.
  await auditChange(tx, course, place.actor, { action: "course.content_changed" });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const draft = await readDraft(place.courseId);
    requireMatch(place.ifMatch, draft.revision);
    const made = draft.applied.find(({ key }) => key === keyOf(place));
    if (made !== undefined)
      return { result: findMade(draft.modules, made.id) as T, revision: draft.revision };
    const edited = edit({ modules: draft.modules, nextId: draft.next_id });
    if (await writeDraft(draft, edited, additionOf(place, edited.result))) {
      return { result: edited.result, revision: draft.revision + 1 };
    }
  }
  throw new DomainError(
    "request.precondition_failed",
    "Others are changing this course's content at the same time: try again",
    { retryAfter: 1 },
  );
}

function keyOf({ actor, idempotencyKey }: Place): string | undefined {
  return idempotencyKey === undefined ? undefined : `${actor.id}:${idempotencyKey}`;
}

function additionOf(place: Place, result: unknown): { key: string; id: number } | undefined {
  const key = keyOf(place);
  if (key === undefined || typeof result !== "object" || result === null || !("id" in result))
    return undefined;
  return { key, id: Number(result.id) };
}

/** What an addition made: a module, or a lesson of one. */
function findMade(modules: Content["modules"], id: number): unknown {
  const module = modules.find((candidate) => candidate.lessons.some((lesson) => lesson.id === id));
  return module === undefined ? findModule(modules, id) : findLesson(module.lessons, id);
}
