import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

const subject = { enrollment_id: Id, student_id: Id, course_id: Id };
const topic = "enrollment.events" as const;
const aggregate = "enrollment_id";

export const studentEnrolled = defineEvent({
  type: "student.enrolled",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, enrolled_at: Timestamp }),
});

/** `announced`: whether `student.enrolled` was said of it. Only then does it count against those who enrolled. */
export const studentDropped = defineEvent({
  type: "student.dropped",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, dropped_at: Timestamp, announced: z.boolean() }),
});

/** The enrolment workflow failed for good: the seat was given back before `student.enrolled` was said. */
export const enrollmentCancelled = defineEvent({
  type: "enrollment.cancelled",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, reason: z.string(), cancelled_at: Timestamp }),
});

/** `module_id`: what has just been done; null where she moved to another version of the course, which changed the percentage. */
export const progressUpdated = defineEvent({
  type: "progress.updated",
  version: 1,
  topic,
  aggregate,
  payload: z.object({
    ...subject,
    module_id: Id.nullable(),
    completion_percentage: z.number(),
    updated_at: Timestamp,
  }),
});

export const courseCompleted = defineEvent({
  type: "course.completed",
  version: 1,
  topic,
  aggregate,
  payload: z.object({ ...subject, completed_at: Timestamp, duration_days: z.int() }),
});
