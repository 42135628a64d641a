import * as z from "zod";
import { Id, IdFromText, PageQuery, Timestamp, text } from "../shared-schemas.ts";

export const difficulties = ["beginner", "intermediate", "advanced"] as const;
export const courseStatuses = ["draft", "published", "archived"] as const;
export const lessonTypes = ["video", "reading", "quiz", "assignment"] as const;
export const courseSorts = ["newest", "title", "popular", "updated"] as const;
export type CourseStatus = (typeof courseStatuses)[number];
export type CourseSort = (typeof courseSorts)[number];

/** A link for people. Nothing in the platform ever opens one; so it may not carry a password either. */
const Link = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .max(500)
  .refine((link) => !hasCredentials(link), "must not contain a user name or password");

function hasCredentials(link: string): boolean {
  if (!URL.canParse(link)) return false; // said already
  const { username, password } = new URL(link);
  return username !== "" || password !== "";
}

const Tag = z.string().trim().toLowerCase().min(1).max(50);

/** When a student has done enough: every module, or a share of the course in per cent. Frozen with each version. */
export const CompletionRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all_modules") }),
  z.strictObject({ kind: z.literal("percentage"), threshold: z.number().min(1).max(100) }),
]);
export type CompletionRule = z.infer<typeof CompletionRule>;

const courseFields = {
  title: text(255),
  description: text(20_000).nullable(),
  difficulty: z.enum(difficulties).nullable(),
  tags: z.array(Tag).max(20),
  total_duration_hours: z.number().min(0).max(10_000).nullable(),
  thumbnail_url: Link.nullable(),
  prerequisites: z.array(Id).max(20),
  capacity: z.int().min(1).max(1_000_000).nullable(),
  /** From when, and until when, one can enrol; null: no limit. */
  enrollment_opens_at: Timestamp.nullable(),
  enrollment_closes_at: Timestamp.nullable(),
  /** For how long a free seat is held for the first in line. */
  waitlist_offer_hours: z.int().min(1).max(720),
  completion_rule: CompletionRule,
};

export const CreateCourseBody = z.strictObject({
  title: courseFields.title,
  description: courseFields.description.default(null),
  difficulty: courseFields.difficulty.default(null),
  tags: courseFields.tags.default([]),
  total_duration_hours: courseFields.total_duration_hours.default(null),
  thumbnail_url: courseFields.thumbnail_url.default(null),
  prerequisites: courseFields.prerequisites.default([]),
  capacity: courseFields.capacity.default(null),
  enrollment_opens_at: courseFields.enrollment_opens_at.default(null),
  enrollment_closes_at: courseFields.enrollment_closes_at.default(null),
  waitlist_offer_hours: courseFields.waitlist_offer_hours.default(24),
  completion_rule: courseFields.completion_rule.default({ kind: "all_modules" }),
});
export type CreateCourseBody = z.infer<typeof CreateCourseBody>;

/** Only what is sent changes. */
export const UpdateCourseBody = z
  .strictObject(courseFields)
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field");
export type UpdateCourseBody = z.infer<typeof UpdateCourseBody>;

export const Course = z.object({
  id: Id,
  ...courseFields,
  title: z.string(),
  description: z.string().nullable(),
  thumbnail_url: z.string().nullable(),
  instructor_id: Id,
  status: z.enum(courseStatuses),
  published_version: z.int().nullable(),
  enrolled_count: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
  published_at: Timestamp.nullable(),
});
export type Course = z.infer<typeof Course>;

export const CourseParams = z.object({ id: IdFromText });

export const ListCoursesQuery = PageQuery.extend({
  status: z.enum(courseStatuses).optional(),
  difficulty: z.enum(difficulties).optional(),
  tag: Tag.optional(),
  instructor_id: IdFromText.optional(),
  q: text(100)
    .regex(/[\p{L}\p{N}]/u, "must contain a letter or a digit")
    .optional()
    .describe("Words of the title; the last one may be its beginning."),
  sort: z
    .enum(courseSorts)
    .default("newest")
    .describe("`popular`: by enrolments, in bands of about a fifth, newest first within a band."),
  cursor: z.string().max(2_000).optional().describe("`next_cursor` of the page before, with the same sort."),
});
export type ListCoursesQuery = z.infer<typeof ListCoursesQuery>;

export const ModuleParams = z.object({ id: IdFromText, module_id: IdFromText });
export const LessonParams = z.object({ id: IdFromText, module_id: IdFromText, lesson_id: IdFromText });

const lessonFields = {
  title: text(255),
  type: z.enum(lessonTypes),
  content_url: Link.nullable(),
  duration_minutes: z.number().min(0).max(10_000).nullable(),
  /** Until when it is to be done; it stands in the calendars of those who read the version. */
  due_at: Timestamp.nullable(),
};

export const AddLessonBody = z.strictObject({
  title: lessonFields.title,
  type: lessonFields.type,
  content_url: lessonFields.content_url.default(null),
  duration_minutes: lessonFields.duration_minutes.default(null),
  due_at: lessonFields.due_at.default(null),
  position: z.int().min(0).max(500).optional(),
});
export type AddLessonBody = z.infer<typeof AddLessonBody>;

export const UpdateLessonBody = z
  .strictObject({ ...lessonFields, position: z.int().min(0).max(500) })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field");
export type UpdateLessonBody = z.infer<typeof UpdateLessonBody>;

export const AddModuleBody = z.strictObject({
  title: text(255),
  description: text(5_000).nullable().default(null),
  lessons: z
    .array(AddLessonBody.omit({ position: true }))
    .max(100)
    .default([]),
  position: z.int().min(0).max(500).optional(),
});
export type AddModuleBody = z.infer<typeof AddModuleBody>;

export const UpdateModuleBody = z
  .strictObject({ title: text(255), description: text(5_000).nullable(), position: z.int().min(0).max(500) })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field");
export type UpdateModuleBody = z.infer<typeof UpdateModuleBody>;

const Order = z.array(Id).max(1_000);

/** Every module of the course, in their new order. */
export const OrderModulesBody = z.strictObject({ module_ids: Order });

/** Every lesson of the module, in their new order. */
export const OrderLessonsBody = z.strictObject({ lesson_ids: Order });

/** `order` counts from 1. Ids never change, in no version. */
export const Lesson = z.object({
  id: Id,
  title: z.string(),
  order: z.int(),
  type: z.enum(lessonTypes),
  content_url: z.string().nullable(),
  duration_minutes: z.number().nullable(),
  // Versions that were frozen before lessons had one do not say.
  due_at: Timestamp.nullable().default(null),
});
export const Module = z.object({
  id: Id,
  title: z.string(),
  description: z.string().nullable(),
  order: z.int(),
  lessons: z.array(Lesson),
});
export type Module = z.infer<typeof Module>;
export type Lesson = z.infer<typeof Lesson>;

/** `version` is null for the draft. */
export const CourseContent = z.object({
  course_id: Id,
  version: z.int().nullable(),
  modules: z.array(Module),
});

export const PublishReply = z.object({
  workflow_id: z.string(),
  status: z.literal("started"),
  version: z.int(),
});

/** A long job: how it goes is told by GET /workflows/{workflow_id}/status. */
export const WorkflowReply = PublishReply.omit({ version: true });
