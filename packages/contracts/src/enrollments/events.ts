import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

/**
 * `version`: of the course, which she reads. `attempt` counts her enrolments in it from 1. Events from before they were told
 * do without them.
 */
const subject = {
  enrollment_id: Id,
  student_id: Id,
  course_id: Id,
  version: z.int().min(1).optional(),
  attempt: z.int().min(1).optional(),
};
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

/**
 * `module_id`: the module that has just been done; null where none was: a lesson of more was done (`lesson_id`), something was
 * taken back, or she moved to another version of the course. `completed_modules`: all that is done now. `next_module_id`: the first, in the order of the course, that is left; null where none is.
 */
export const progressUpdated = defineEvent({
  type: "progress.updated",
  version: 2,
  topic,
  aggregate,
  payload: z.object({
    ...subject,
    module_id: Id.nullable(),
    lesson_id: Id.optional(),
    completion_percentage: z.number(),
    completed_modules: z.array(Id).optional(),
    next_module_id: Id.nullable().optional(),
    updated_at: Timestamp,
  }),
});

export const courseCompleted = defineEvent({
  type: "course.completed",
  version: 1,
  topic,
  aggregate,
  payload: z.object({
    ...subject,
    enrolled_at: Timestamp.optional(),
    completed_at: Timestamp,
    duration_days: z.int(),
  }),
});

const waiting = { waitlist_entry_id: Id, student_id: Id, course_id: Id };

/** A student asked for a seat of a full course. `position` counts from 1. */
export const studentWaitlisted = defineEvent({
  type: "student.waitlisted",
  version: 1,
  topic,
  aggregate: "waitlist_entry_id",
  payload: z.object({ ...waiting, position: z.int().min(1), waitlisted_at: Timestamp }),
});

/** A seat is held for the first in line until `expires_at`. */
export const seatOffered = defineEvent({
  type: "seat.offered",
  version: 1,
  topic,
  aggregate: "waitlist_entry_id",
  payload: z.object({ ...waiting, offered_at: Timestamp, expires_at: Timestamp }),
});

/** She waits no more: she enrolled, left the line, or let the offer pass. */
export const waitlistLeft = defineEvent({
  type: "waitlist.left",
  version: 1,
  topic,
  aggregate: "waitlist_entry_id",
  payload: z.object({ ...waiting, outcome: z.enum(["enrolled", "left", "expired"]), left_at: Timestamp }),
});
