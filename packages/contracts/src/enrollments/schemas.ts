import * as z from "zod";
import { CompletionRule } from "../courses/schemas.ts";
import { Id, IdFromText, PageQuery, Timestamp, page } from "../shared-schemas.ts";

export const enrollmentStatuses = ["active", "completed", "dropped"] as const;

/** `waitlist`: whether to wait where the course is full. */
export const EnrollBody = z.strictObject({ course_id: Id, waitlist: z.boolean().default(true) });

/** Where a student reads on: seconds into a film or recording, 0 where there is none. */
export const LastPlace = z.strictObject({
  module_id: Id,
  lesson_id: Id.nullable().default(null),
  position_seconds: z.number().min(0).max(1_000_000).default(0),
});
export type LastPlace = z.infer<typeof LastPlace>;

/**
 * `completion_rule`: of the version that the student reads. `is_completable`: whether enough is done by it. `last_place`: where she
 * reads on.
 */
export const Progress = z.object({
  enrollment_id: Id,
  completed_modules: z.array(Id),
  completed_lessons: z.array(Id),
  completion_percentage: z.number().min(0).max(100),
  completion_rule: CompletionRule,
  is_completable: z.boolean(),
  last_place: LastPlace.nullable(),
  last_accessed_at: Timestamp,
});
export type Progress = z.infer<typeof Progress>;

/**
 * `version`: the version of the course that the student reads. `newer_version`: one published since, which she may move to;
 * null where there is none, or she does not read on. `certificate_id`: of her certificate, once it is issued.
 */
export const Enrollment = z.object({
  id: Id,
  student_id: Id,
  course_id: Id,
  course_title: z.string(),
  status: z.enum(enrollmentStatuses),
  version: z.int(),
  newer_version: z.int().nullable(),
  progress: z.number().min(0).max(100),
  enrolled_at: Timestamp,
  completed_at: Timestamp.nullable(),
  certificate_id: z.string().nullable(),
});
export type Enrollment = z.infer<typeof Enrollment>;

export const EnrollmentParams = z.object({ id: IdFromText });
export const MyCoursesQuery = PageQuery.extend({ status: z.enum(enrollmentStatuses).optional() });
export const EnrollmentPage = page(Enrollment);

const Marked = z.array(Id).min(1).max(500);

/**
 * Marks modules and lessons as done; a module is done with the last of its lessons, and they with it. What was done stays done:
 * sending fewer takes nothing back, only `reopened_*` does, which comes first.
 */
export const UpdateProgressBody = z
  .strictObject({
    completed_modules: Marked,
    completed_lessons: Marked,
    reopened_modules: Marked,
    reopened_lessons: Marked,
    last_place: LastPlace,
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must say at least one thing");
