import type * as z from "zod";
import { userRegistered, userRoleChanged } from "@smartcourse/contracts/auth/events";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { EventType } from "@smartcourse/contracts/define";
import {
  courseCompleted,
  enrollmentCancelled,
  progressUpdated,
  studentDropped,
  studentEnrolled,
} from "@smartcourse/contracts/enrollments/events";

/**
 * `drops`: enrolments that were announced and then left, so `enrollments` less `drops` are those that stand.
 * `cancellations`: those that ended before they were announced. `publications`: versions; `published_courses`: each course once.
 */
type CounterName =
  | "users"
  | "publications"
  | "published_courses"
  | "enrollments"
  | "drops"
  | "cancellations"
  | "progress_updates"
  | "completions";

/** One kind of running total. `dimension`: `all`, `course:{id}` or `role:{role}`. */
export interface TotalKey {
  readonly name: CounterName;
  readonly dimension: string;
}

/** What an event adds to one running total. `day` is the event's own (UTC), not the day on which it was counted. */
export interface Count extends TotalKey {
  readonly day: string;
  readonly value: number;
}

interface Rule {
  readonly type: string;
  readonly count: (data: unknown) => Count[];
}

function rule<E extends EventType>(event: E, count: (data: z.output<E["payload"]>) => Count[]): Rule {
  return { type: event.type, count: (data) => count(event.payload.parse(data) as z.output<E["payload"]>) };
}

const rules: readonly Rule[] = [
  rule(userRegistered, ({ role, registered_at }) => [
    add("users", "all", registered_at),
    add("users", `role:${role}`, registered_at),
  ]),
  rule(userRoleChanged, ({ from, to, changed_at }) =>
    from === to ? [] : [add("users", `role:${from}`, changed_at, -1), add("users", `role:${to}`, changed_at)],
  ),
  rule(coursePublished, (data) => ofCourse("publications", data.course_id, data.published_at)),
  rule(studentEnrolled, (data) => ofCourse("enrollments", data.course_id, data.enrolled_at)),
  rule(studentDropped, (data) =>
    ofCourse(data.announced ? "drops" : "cancellations", data.course_id, data.dropped_at),
  ),
  rule(enrollmentCancelled, (data) => ofCourse("cancellations", data.course_id, data.cancelled_at)),
  rule(progressUpdated, (data) => ofCourse("progress_updates", data.course_id, data.updated_at)),
  rule(courseCompleted, (data) => ofCourse("completions", data.course_id, data.completed_at)),
];

/** What an event adds to which totals. Sums commute, so events may come in any order. Pure. */
export function countsOf(event: { readonly type: string; readonly data: unknown }): Count[] {
  return rules.find(({ type }) => type === event.type)?.count(event.data) ?? [];
}

function ofCourse(name: CounterName, courseId: number, time: string): Count[] {
  return [add(name, "all", time), add(name, `course:${courseId}`, time)];
}

function add(name: CounterName, dimension: string, time: string, value = 1): Count {
  return { name, dimension, day: time.slice(0, "2026-01-31".length), value };
}
