import * as z from "zod";
import { Course, ListCoursesQuery } from "../courses/schemas.ts";
import { Id, PageQuery, text } from "../shared-schemas.ts";

/** Courses that a search ranks: pages go no further. */
export const deepestHit = 100;
/** Characters that a reason shows of a text at most: enough to judge a hit, and no more of what only students may read. */
export const longestReason = 200;

export const SearchCoursesQuery = PageQuery.extend({
  q: text(200)
    .regex(/[\p{L}\p{N}]/u, "must contain a letter or a digit")
    .describe("What one wants to learn, in any words; or a course's name or code."),
  difficulty: ListCoursesQuery.shape.difficulty,
  tag: ListCoursesQuery.shape.tag,
  instructor_id: ListCoursesQuery.shape.instructor_id,
});
export type SearchCoursesQuery = z.infer<typeof SearchCoursesQuery>;

/**
 * Why a course was found. `text`: what matched, of passages and descriptions an excerpt of at most 200 characters.
 * `highlights`: the words asked for in it, as [start, end) in UTF-16 code units; none where only the meaning matched.
 * The other members say where a passage stands.
 */
export const SearchReason = z.object({
  kind: z.enum(["title", "description", "outline", "passage"]),
  text: z.string(),
  highlights: z.array(z.tuple([z.int(), z.int()])),
  material_id: Id.nullable(),
  module_id: Id.nullable(),
  page: z.int().nullable(),
  start_seconds: z.number().nullable(),
});
export type SearchReason = z.infer<typeof SearchReason>;

/** `score`: 1 where every way of searching puts the course first. It compares hits of one search only. */
export const CourseHit = z.object({
  course: Course.pick({
    id: true,
    title: true,
    difficulty: true,
    tags: true,
    instructor_id: true,
    total_duration_hours: true,
    thumbnail_url: true,
    enrolled_count: true,
    published_at: true,
  }),
  score: z.number().min(0).max(1),
  reason: SearchReason,
});
export type CourseHit = z.infer<typeof CourseHit>;

/**
 * `searched_as`: the query with its misspelt words as courses spell them, which was searched beside it; null where none was.
 * `degraded`: the embedding provider did not answer, so that courses were found by their words alone.
 */
export const SearchReply = z.object({
  items: z.array(CourseHit),
  next_cursor: z.string().nullable(),
  searched_as: z.string().nullable(),
  degraded: z.boolean(),
});
export type SearchReply = z.infer<typeof SearchReply>;
