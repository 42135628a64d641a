import { randomUUID } from "node:crypto";
import type { Report, ReportBody } from "@smartcourse/contracts/analytics/report-schemas";
import { writeReport } from "@smartcourse/contracts/analytics/tasks";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { resolvePeriod } from "../period.ts";
import { visibleScope } from "../visible-course.ts";
import { readReport } from "./read-report.ts";
import { insertReport } from "./report-store.ts";

/**
 * Has a report written by a task. Whether `actor` may have it is said at once, and of what time it is.
 * @throws DomainError course.not_found, auth.role, request.invalid
 */
export async function requestReport(tx: Tx, body: ReportBody, actor: Actor, now: Date): Promise<Report> {
  if (body.kind === "platform_summary" && actor.role !== "admin") {
    throw new DomainError("auth.role", "The platform's report is for admins: ask for one of your courses");
  }
  const { filters } = body;
  await visibleScope(tx, "course_id" in filters ? filters.course_id : undefined, actor);
  const id = randomUUID();
  const about = { subject: `report:${id}`, ownerId: actor.id };
  const task_id = await enqueue(tx, writeReport, { report_id: id }, about);
  await insertReport(tx, { ...settled(body, now), id, owner_id: actor.id, task_id });
  return readReport(tx, id, actor.id);
}

/** Of a time that was left open, the one that it is now: a report that is written tomorrow is still today's. */
function settled(body: ReportBody, now: Date): ReportBody {
  if (body.kind === "course_enrollments") return body;
  const { from, to } = resolvePeriod(body.filters, now, "filters.");
  // The same kind with the same filters, and two more of them said.
  return { ...body, filters: { ...body.filters, from, to } } as ReportBody;
}
