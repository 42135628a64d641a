import * as z from "zod";
import { Course, CourseContent, type Module } from "@smartcourse/contracts/courses/schemas";
import { courseKey } from "@smartcourse/platform/course-cache";
import type { Db } from "@smartcourse/platform/postgres";
import { type CacheEntry, readThrough } from "@smartcourse/platform/read-cache";
import { readVersion } from "./content-store.ts";
import { findCourse } from "./course-store.ts";

const keptSeconds = 3_600;

const PublishedCourse = Course.extend({ status: z.literal("published"), revision: z.int() });
type PublishedCourse = z.infer<typeof PublishedCourse>;
type Outline = z.infer<typeof CourseContent>;

/** A course as everybody sees it, out of the cache where it is there. What is not published never gets into it. */
export function readPublishedCourse(db: Db, id: number): Promise<PublishedCourse | undefined> {
  return readThrough(kept("course", courseKey(id), PublishedCourse), async () => {
    const course = await findCourse(db, id);
    return course?.status === "published" ? PublishedCourse.parse(course) : undefined;
  });
}

/** What there is to learn in a version, without the links to it. A version never changes, so nobody has to drop it. */
export async function readOutline(courseId: number, version: number): Promise<Outline> {
  const entry = kept("outline", `${courseKey(courseId)}:outline:${version}`, CourseContent);
  const outline = await readThrough(entry, async () => {
    const { modules } = await readFrozen(courseId, version);
    return { course_id: courseId, version, modules: modules.map(withoutLinks) };
  });
  if (outline === undefined) throw new Error(`Version ${version} of course ${courseId} is kept as nothing`);
  return outline;
}

/** A version that Postgres points at. */
export async function readFrozen(courseId: number, version: number) {
  const stored = await readVersion(courseId, version);
  if (stored === null)
    throw new Error(`Course ${courseId} points at version ${version}, which is not stored`);
  return stored;
}

function withoutLinks(module: Module): Module {
  return { ...module, lessons: module.lessons.map((lesson) => ({ ...lesson, content_url: null })) };
}

function kept<S extends z.ZodType>(cache: string, key: string, schema: S): CacheEntry<z.output<S>> {
  return { cache, key, seconds: keptSeconds, parse: (text) => schema.safeParse(JSON.parse(text)).data };
}
