import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

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
    published_at: Timestamp,
  }),
});
