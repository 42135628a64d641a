import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

/** `modules`: the version's, in their order. */
export const coursePublished = defineEvent({
  type: "course.published",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    instructor_id: Id,
    title: z.string(),
    version: z.int(),
    modules: z.array(z.object({ id: Id, title: z.string() })).optional(),
    published_at: Timestamp,
  }),
});

/** A course was changed, not its content. `fields`: what was sent of it. */
export const courseUpdated = defineEvent({
  type: "course.updated",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    instructor_id: Id,
    fields: z.array(z.string()),
    updated_at: Timestamp,
  }),
});

/** `version`: the one that was published, null for a draft. Enrolments stand, and their students go on reading. */
export const courseArchived = defineEvent({
  type: "course.archived",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    instructor_id: Id,
    title: z.string(),
    version: z.int().nullable(),
    archived_at: Timestamp,
  }),
});

/** An archived course is again what it was. `version`: the one that is published, null for a draft. */
export const courseRestored = defineEvent({
  type: "course.restored",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    instructor_id: Id,
    title: z.string(),
    version: z.int().nullable(),
    restored_at: Timestamp,
  }),
});
