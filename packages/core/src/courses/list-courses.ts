import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { ListCoursesQuery } from "@smartcourse/contracts/courses/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { listCourseRows } from "./course-store.ts";

const Position = z.object({ id: Id });

/** A page of the courses that the actor may see, newest first. */
export async function listCourses(db: Db, query: ListCoursesQuery, actor: Actor | undefined) {
  const after = decodeCursor(query.cursor, Position);
  const rows = await listCourseRows(
    db,
    { limit: query.limit, beforeId: after?.id },
    {
      status: query.status,
      difficulty: query.difficulty,
      tag: query.tag,
      instructorId: query.instructor_id,
      unpublishedOf: whoseDrafts(actor),
    },
  );
  return toPage(rows, query.limit, ({ id }) => ({ id }));
}

function whoseDrafts(actor: Actor | undefined): number | "everyone" | "nobody" {
  if (actor?.role === "admin") return "everyone";
  return actor?.role === "instructor" ? actor.id : "nobody";
}
