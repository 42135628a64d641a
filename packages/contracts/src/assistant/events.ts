import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

/** A question was answered, or found not to be covered by the course. Neither question nor answer is told. */
export const aiAsked = defineEvent({
  type: "ai.asked",
  version: 1,
  topic: "ai.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    version: z.int(),
    user_id: Id,
    answered: z.boolean(),
    confidence: z.number().min(0).max(1),
    duration_ms: z.int().min(0),
    asked_at: Timestamp,
  }),
});
