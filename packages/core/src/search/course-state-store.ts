import type { Db } from "@smartcourse/platform/postgres";

/** What the search needs to know of a course; `undefined` where nobody may find it. */
export async function findSearchable(db: Db, courseId: number) {
  const course = await db
    .selectFrom("courses")
    .select(["id", "title", "description", "tags", "difficulty", "instructor_id", "published_version"])
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .executeTakeFirst();
  if (course === undefined || course.published_version === null) return undefined;
  const { published_version: version, ...rest } = course;
  return { ...rest, version };
}

export type Searchable = NonNullable<Awaited<ReturnType<typeof findSearchable>>>;
