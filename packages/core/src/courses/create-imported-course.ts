import { drawThumbnail } from "@smartcourse/contracts/content/tasks";
import type { Module } from "@smartcourse/contracts/courses/schemas";
import type { Manifest } from "@smartcourse/contracts/transfer/manifest";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { drafts } from "./content-collections.ts";
import { findCourse, insertCourse } from "./course-store.ts";

interface NumberedContent {
  readonly modules: Module[];
  readonly next_id: number;
}

/** Gives modules and lessons ids, in their order, as if they had been added one after the other. */
export function numberContent(planned: Manifest["modules"]): NumberedContent {
  let next_id = 1;
  const modules = planned.map(({ lessons, ...module }, index): Module => ({
    ...module,
    id: next_id++,
    order: index + 1,
    lessons: lessons.map((lesson, at) => ({ ...lesson, id: next_id++, order: at + 1 })),
  }));
  return { modules, next_id };
}

/** Stores the draft of a course that is about to be made. Done again it changes nothing, whatever was edited since. */
export async function storeImportedDraft(
  courseId: number,
  { modules, next_id }: NumberedContent,
): Promise<void> {
  const draft = { course_id: courseId, revision: 1, next_id, modules, metadata: {}, applied: [] };
  await drafts().updateOne(
    { _id: courseId },
    { $setOnInsert: { ...draft, updated_at: new Date() } },
    { upsert: true },
  );
}

/** Removes the draft of a course that was not made in the end. */
export async function removeUnusedDraft(db: Db, courseId: number): Promise<void> {
  if ((await findCourse(db, courseId)) === undefined) await drafts().deleteOne({ _id: courseId });
}

interface ImportedCourse {
  readonly id: number;
  readonly instructor_id: number;
  readonly course: Manifest["course"];
  /** Those that are known here. */
  readonly prerequisites: number[];
}

/** Makes the row of a course whose draft is stored: from now on it is there. */
export async function insertImportedCourse(
  tx: Tx,
  { id, instructor_id, course, prerequisites }: ImportedCourse,
): Promise<void> {
  await insertCourse(tx, { ...course, tags: [...new Set(course.tags)], id, instructor_id, prerequisites });
  await enqueue(tx, drawThumbnail, { course_id: id }, { subject: `course:${id}` });
}
