import type { WaitlistEntry, WaitlistStatus } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { NextStep } from "@smartcourse/contracts/problem";
import { enrolIn } from "./refusals.ts";
import type { EntryView } from "./waitlist-store.ts";

/** A place in a line as its student sees it, with what she can do next. */
export function toEntry(view: EntryView): WaitlistEntry {
  return { ...view, next: nextStep(view) };
}

function nextStep({ id, status, course_id }: EntryView): NextStep | null {
  if (status === "offered") return enrolIn(course_id);
  return status === "waiting" ? { method: "GET", path: `/waitlist/${id}` } : null;
}

export function entryNotFound(id: number): DomainError {
  const next: NextStep = { method: "GET", path: "/waitlist" };
  const message = `There is no place ${id} among those you have in waiting lists`;
  return new DomainError("waitlist.not_found", message, { extensions: { next } });
}

export function waitEnded(status: WaitlistStatus, courseId: number): DomainError {
  const [message, next]: [string, NextStep] =
    status === "enrolled"
      ? ["You have the seat you waited for", { method: "GET", path: "/enrollments/my-courses" }]
      : ["The seat that was held for you has passed to the next: wait again", enrolIn(courseId)];
  return new DomainError("waitlist.ended", message, { extensions: { waitlist_status: status, next } });
}
