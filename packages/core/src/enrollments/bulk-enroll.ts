import * as z from "zod";
import { runBulkEnrollment } from "@smartcourse/contracts/enrollments/tasks";
import { DomainError } from "@smartcourse/contracts/errors";
import { writeAudit } from "@smartcourse/platform/audit";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { enqueue } from "@smartcourse/platform/outbox";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { readBulkLines } from "./bulk-lines.ts";
import * as store from "./bulk-store.ts";

interface Upload {
  readonly course_id: number;
  readonly actor: Actor;
  readonly csv: string;
}

/**
 * Takes a list of students for a course; a task enrols them. Written down in the audit log: who asks for accounts by their
 * addresses is to be known.
 * @throws DomainError course.not_found, course.not_published, bulk_enrollment.unreadable
 */
export async function bulkEnroll(tx: Tx, { course_id, actor, csv }: Upload) {
  const course = await store.findTaughtCourse(tx, course_id, actor);
  if (course === undefined) {
    throw new DomainError("course.not_found", `There is no course ${course_id} that you can see`);
  }
  if (course.status !== "published") {
    throw new DomainError("course.not_published", "Students enrol in a published course: publish it first");
  }
  const lines = readBulkLines(csv);
  const { id, created_at } = await store.insertBulk(tx, { course_id, owner_id: actor.id }, lines);
  const details = { bulk_enrollment_id: id, lines: lines.length };
  const audited = { action: "enrollments.bulk", subject: `course:${course_id}`, details };
  await writeAudit(tx, { actorId: actor.id, ...audited });
  const about = { subject: `bulk-enrollment:${id}`, ownerId: actor.id };
  const task_id = await enqueue(tx, runBulkEnrollment, { bulk_enrollment_id: id }, about);
  return { id, course_id, task_id, line_count: lines.length, created_at };
}

const Position = z.object({ line: z.int() });

interface Reading {
  readonly course_id: number;
  readonly id: number;
  readonly actor: Actor;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What became of a list's lines, a page of them. @throws DomainError bulk_enrollment.not_found, request.invalid for a foreign cursor */
export async function getBulkEnrollment(db: Db, { course_id, id, actor, limit, cursor }: Reading) {
  const after = decodeCursor(cursor, Position)?.line ?? 0;
  const course = await store.findTaughtCourse(db, course_id, actor);
  const bulk = course === undefined ? undefined : await store.findBulk(db, course_id, id);
  if (bulk === undefined) {
    throw new DomainError("bulk_enrollment.not_found", `There is no list ${id} of course ${course_id}`);
  }
  const [outcomes, lines] = await Promise.all([
    store.countOutcomes(db, id),
    store.listLines(db, id, after, limit),
  ]);
  return { ...bulk, outcomes, lines: toPage(lines, limit, ({ line }) => ({ line })) };
}
