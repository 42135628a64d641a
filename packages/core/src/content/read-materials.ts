import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { assertOwnCourse } from "./course-access.ts";
import { findMaterial, listMaterialRows } from "./material-store.ts";

const Position = z.object({ id: Id });

/** A material and its status. @throws DomainError course.not_found, material.not_found */
export async function getMaterial(db: Db, courseId: number, id: number, actor: Actor) {
  await assertOwnCourse(db, courseId, actor);
  const material = await findMaterial(db, courseId, id);
  if (material === undefined)
    throw new DomainError("material.not_found", `There is no material ${id} in this course`);
  return material;
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
  return toPage(rows, query.limit, ({ id }) => ({ id }));
}
