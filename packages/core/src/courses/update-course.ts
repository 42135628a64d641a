import { courseUpdated } from "@smartcourse/contracts/courses/events";
import type { UpdateCourseBody } from "@smartcourse/contracts/courses/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { enqueueForgetting } from "@smartcourse/platform/course-cache";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { auditChange } from "./audit-change.ts";
import { assertEditable, assertWindow } from "./course.ts";
import { lockCourse, updateCourseRow } from "./course-store.ts";
import { assertPrerequisites } from "./prerequisites.ts";
import { sentFields } from "./sent-fields.ts";

interface Update {
  readonly id: number;
  readonly body: UpdateCourseBody;
  readonly actor: Actor;
  readonly ifMatch: string | undefined;
}

/**
 * Changes the fields that are sent.
 * @throws DomainError course.not_found, course.archived, course.seats_taken, course.prerequisite_*, course.enrollment_window,
 * request.precondition_failed
 */
export async function updateCourse(tx: Tx, { id, body, actor, ifMatch }: Update) {
  const course = await lockCourse(tx, id);
  assertEditable(course, id, actor);
  requireMatch(ifMatch, course.revision);
  const change = sentFields(withoutRepeats(body));
  const { enrollment_opens_at, enrollment_closes_at } = { ...course, ...change };
  assertWindow(enrollment_opens_at, enrollment_closes_at);
  assertSeats(change.capacity ?? null, course);
  if (change.prerequisites !== undefined) await assertPrerequisites(tx, change.prerequisites, actor, id);
  await auditChange(tx, course, actor, {
    action: "course.updated",
    details: { fields: Object.keys(change) },
  });
  if (course.status === "published") await enqueueForgetting(tx, id);
  const updated = await updateCourseRow(tx, id, change);
  const { instructor_id, updated_at, revision } = updated;
  await emit(
    tx,
    courseUpdated,
    { course_id: id, instructor_id, fields: Object.keys(change), updated_at },
    revision,
  );
  return updated;
}

function withoutRepeats({ tags, prerequisites, ...body }: UpdateCourseBody): UpdateCourseBody {
  return {
    ...body,
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
    ...(prerequisites !== undefined && { prerequisites: [...new Set(prerequisites)] }),
  };
}

interface TakenSeats {
  readonly enrolled_count: number;
  readonly held_count: number;
}

/** A seat that is held for somebody in line was promised to her. */
function assertSeats(capacity: number | null, { enrolled_count, held_count }: TakenSeats): void {
  const taken = enrolled_count + held_count;
  if (capacity === null || capacity >= taken) return;
  throw new DomainError(
    "course.seats_taken",
    `${enrolled_count} students are enrolled and ${held_count} seats are held for the waiting list: the capacity cannot be less than ${taken}`,
    {
      errors: [{ field: "capacity", message: `must be at least ${taken}` }],
      extensions: { seats: { enrolled: enrolled_count, held: held_count } },
    },
  );
}
