import * as z from "zod";
import {
  type CourseSort,
  type ListCoursesQuery,
  courseStatuses,
} from "@smartcourse/contracts/courses/schemas";
import { Id, Timestamp } from "@smartcourse/contracts/shared-schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import {
  type CourseListing,
  type ListPart,
  type ListPosition,
  courseListQuery,
} from "./course-list-store.ts";

const values = {
  newest: Id,
  title: z.string().max(255),
  popular: z.int().min(0).max(1_000),
  updated: Timestamp,
} as const satisfies Record<CourseSort, z.ZodType<string | number>>;

/** A page of the courses that the actor may see. @throws DomainError request.invalid for a cursor of another list */
export async function listCourses(db: Db, query: ListCoursesQuery, actor: Actor | undefined) {
  const rows = (await courseListQuery(db, toListing(query, actor))?.execute()) ?? [];
  return toPage(rows, query.limit, (last) => ({
    sort: query.sort,
    id: last.id,
    value: sortedBy(last)[query.sort],
  }));
}

/** The page that a query asks for, and a row more, which tells whether there is a next one. */
export function toListing(query: ListCoursesQuery, actor: Actor | undefined): CourseListing {
  return {
    parts: visibleParts(query, actor),
    sort: query.sort,
    after: position(query),
    limit: query.limit + 1,
    difficulty: query.difficulty,
    tag: query.tag,
    words: query.q?.split(/[\s./\-_@:]+/).filter((word) => word !== "") ?? [],
  };
}

function position({ sort, cursor }: ListCoursesQuery): ListPosition | undefined {
  return decodeCursor(cursor, z.object({ sort: z.literal(sort), id: Id, value: values[sort] }));
}

function sortedBy(row: { id: number; title: string; popularity: number; updated_at: string }) {
  const { id, title, popularity, updated_at } = row;
  return { newest: id, title, popular: popularity, updated: updated_at } satisfies Record<
    CourseSort,
    unknown
  >;
}

/** What is published belongs to all; of the rest instructors see their own, admins see everything. */
function visibleParts({ status, instructor_id }: ListCoursesQuery, actor: Actor | undefined): ListPart[] {
  const statuses = status === undefined ? courseStatuses : [status];
  return statuses.flatMap((one): ListPart[] => {
    if (one === "published" || actor?.role === "admin") return [{ status: one, instructorId: instructor_id }];
    const isOwn = actor?.role === "instructor" && [undefined, actor.id].includes(instructor_id);
    return isOwn ? [{ status: one, instructorId: actor.id }] : [];
  });
}
