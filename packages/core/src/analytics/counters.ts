import type * as z from "zod";
import { aiAsked } from "@smartcourse/contracts/assistant/events";
import { userRegistered, userRoleChanged } from "@smartcourse/contracts/auth/events";
import { certificateIssued, certificateRevoked } from "@smartcourse/contracts/certificates/events";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { EventType } from "@smartcourse/contracts/define";
import {
  courseCompleted,
  enrollmentCancelled,
  progressUpdated,
  seatOffered,
  studentDropped,
  studentEnrolled,
  studentWaitlisted,
  waitlistLeft,
} from "@smartcourse/contracts/enrollments/events";
import { bucketOf } from "./durations.ts";

/**
 * `drops`: enrolments that were announced and then left, so `enrollments` less `drops` are those that stand.
 * `cancellations`: those that ended before they were announced. `publications`: versions. `completion_times` has a count for
 * each bucket of durations; `completion_seconds`, `answer_milliseconds` and `confidence` (in thousandths) are sums of measures.
 */
export type CounterName =
  | "student_accounts"
  | "instructor_accounts"
  | "admin_accounts"
  | "publications"
  | "enrollments"
  | "drops"
  | "cancellations"
  | "progress_updates"
  | "completions"
  | "completion_seconds"
  | "completion_times"
  | "waitlisted"
  | "seat_offers"
  | "waitlist_ends"
  | "certificates"
  | "certificates_revoked"
  | "questions"
  | "questions_answered"
  | "confidence"
  | "answer_milliseconds";

/** The course that stands for the whole platform. */
export const everyCourse = 0;

/** What an event adds to a sum. `time` is the event's own, not that of its counting. */
export interface Count {
  readonly name: CounterName;
  readonly course_id: number;
  readonly time: string;
  readonly bucket: number;
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
  rule(userRegistered, ({ role, registered_at: time }) => [ofPlatform(`${role}_accounts`, time, 1)]),
  rule(userRoleChanged, ({ from, to, changed_at: time }) =>
    from === to ? [] : [ofPlatform(`${from}_accounts`, time, -1), ofPlatform(`${to}_accounts`, time, 1)],
  ),
  rule(coursePublished, (data) => inCourse(data, data.published_at, { publications: 1 })),
  rule(studentEnrolled, (data) => inCourse(data, data.enrolled_at, { enrollments: 1 })),
  rule(studentDropped, (data) =>
    inCourse(data, data.dropped_at, data.announced ? { drops: 1 } : { cancellations: 1 }),
  ),
  rule(enrollmentCancelled, (data) => inCourse(data, data.cancelled_at, { cancellations: 1 })),
  rule(progressUpdated, (data) => inCourse(data, data.updated_at, { progress_updates: 1 })),
  rule(courseCompleted, (data) => {
    const seconds = secondsToComplete(data);
    return [
      ...inCourse(data, data.completed_at, { completions: 1, completion_seconds: seconds }),
      ...inCourse(data, data.completed_at, { completion_times: 1 }, bucketOf(seconds)),
    ];
  }),
  rule(studentWaitlisted, (data) => inCourse(data, data.waitlisted_at, { waitlisted: 1 })),
  rule(seatOffered, (data) => inCourse(data, data.offered_at, { seat_offers: 1 })),
  rule(waitlistLeft, (data) => inCourse(data, data.left_at, { waitlist_ends: 1 })),
  rule(certificateIssued, (data) => inCourse(data, data.issued_at, { certificates: 1 })),
  rule(certificateRevoked, (data) => inCourse(data, data.revoked_at, { certificates_revoked: 1 })),
  rule(aiAsked, (data) =>
    inCourse(data, data.asked_at, {
      questions: 1,
      questions_answered: data.answered ? 1 : 0,
      confidence: Math.round(data.confidence * 1000),
      answer_milliseconds: data.duration_ms,
    }),
  ),
];

/** What an event adds to which sums. Sums commute, so events may come in any order. Pure. */
export function countsOf(event: { readonly type: string; readonly data: unknown }): Count[] {
  return rules.find(({ type }) => type === event.type)?.count(event.data) ?? [];
}

/** Whole seconds from enrolment to completion. An event from before it said when she enrolled knows days only. */
export function secondsToComplete({
  enrolled_at,
  completed_at,
  duration_days,
}: z.output<typeof courseCompleted.payload>): number {
  if (enrolled_at === undefined) return duration_days * 86_400;
  return Math.max(0, Math.round((Date.parse(completed_at) - Date.parse(enrolled_at)) / 1000));
}

/** The same for a course and for the platform. What adds nothing is left out. */
function inCourse(
  { course_id }: { readonly course_id: number },
  time: string,
  values: Readonly<Partial<Record<CounterName, number>>>,
  bucket = 0,
): Count[] {
  const named = Object.entries(values) as [CounterName, number][];
  return named.flatMap(([name, value]) =>
    value === 0 ? [] : [course_id, everyCourse].map((id) => ({ name, course_id: id, time, bucket, value })),
  );
}

function ofPlatform(name: CounterName, time: string, value: number): Count {
  return { name, course_id: everyCourse, time, bucket: 0, value };
}
