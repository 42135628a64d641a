import { forgetCourse } from "@smartcourse/contracts/courses/tasks";
import { enqueue } from "./outbox.ts";
import type { Tx } from "./postgres.ts";
import { forget } from "./read-cache.ts";
import { ignoringRedis } from "./redis.ts";

/** The key of a published course as everybody sees it. */
export function courseKey(id: number): string {
  return `course:${id}`;
}

/** Drops a course from the cache: at once, after the commit that changed it, or its seats. */
export async function forgetCachedCourse(id: number): Promise<void> {
  await ignoringRedis(() => forget([courseKey(id)]));
}

/** Queues the same in the transaction of the change, for when Redis is down then, or the process dies. */
export async function enqueueForgetting(tx: Tx, id: number): Promise<void> {
  await enqueue(tx, forgetCourse, { course_id: id }, { subject: `course:${id}` });
}
