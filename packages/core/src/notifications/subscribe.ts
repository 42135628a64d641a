import { DomainError } from "@smartcourse/contracts/errors";
import type { SubscribeBody, Subscription } from "@smartcourse/contracts/notifications/schemas";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./subscriptions-store.ts";

/**
 * Subscribes a person to a course or an instructor; twice is once.
 * @throws DomainError course.not_found, user.not_found where there is nothing that anybody may see
 */
export async function subscribe(
  tx: Tx,
  userId: number,
  { course_id, instructor_id }: SubscribeBody,
): Promise<Subscription> {
  if (course_id !== undefined && !(await store.isPublished(tx, course_id)))
    throw new DomainError("course.not_found", `There is no published course ${course_id}`);
  if (instructor_id !== undefined && !(await store.hasPublished(tx, instructor_id)))
    throw new DomainError(
      "user.not_found",
      `There is no instructor ${instructor_id} with a published course`,
    );
  const subject = { course_id: course_id ?? null, instructor_id: instructor_id ?? null };
  await store.insertSubscription(tx, userId, subject);
  return store.findSubscription(tx, userId, subject);
}
