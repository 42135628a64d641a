import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { assertMaterial, assertOwnCourse } from "./course-access.ts";
import { withUrls } from "./material-files.ts";
import { findMaterial, listMaterialRows } from "./material-store.ts";

const Position = z.object({ id: Id });

/** A material and its status. @throws DomainError course.not_found, material.not_found */
export async function getMaterial(db: Db, courseId: number, id: number, actor: Actor) {
  await assertOwnCourse(db, courseId, actor);
  return withUrls(assertMaterial(await findMaterial(db, courseId, id), id));
}

/** A page of a course's materials, oldest first. @throws DomainError course.not_found */
export async function listMaterials(
  db: Db,
  courseId: number,
  actor: Actor,
  query: { limit: number; cursor?: string | undefined },
) {
  await assertOwnCourse(db, courseId, actor);
  const after = decodeCursor(query.cursor, Position);
  const rows = await listMaterialRows(db, courseId, { limit: query.limit, afterId: after?.id ?? 0 });
  const page = toPage(rows, query.limit, ({ id }) => ({ id }));
  return { ...page, items: await Promise.all(page.items.map((row) => withUrls(row))) };
}
