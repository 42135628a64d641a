import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { listViews } from "./enrollment-views-store.ts";
import type { EnrollmentStatus } from "./enrollments.ts";

const Position = z.object({ id: Id });

interface Query {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: EnrollmentStatus | undefined;
}

/** A page of a student's enrolments, newest first. @throws DomainError request.invalid for a cursor of another list */
export async function listMyCourses(db: Db, studentId: number, { limit, cursor, status }: Query) {
  const beforeId = decodeCursor(cursor, Position)?.id;
  const rows = await listViews(db, { studentId, status, beforeId }, limit);
  return toPage(rows, limit, ({ id }) => ({ id }));
}
