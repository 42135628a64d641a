import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import type { Tx } from "@smartcourse/platform/postgres";
import { countsOf } from "./counters.ts";
import { addCounts, countCourseOnce } from "./counters-store.ts";

/** Adds an event to the running totals. The inbox sees to it that an event is added once. */
export async function countEvent(tx: Tx, event: ReceivedEvent): Promise<void> {
  if (event.type === coursePublished.type) {
    await countCourseOnce(tx, coursePublished.payload.parse(event.data).course_id);
  }
  await addCounts(tx, countsOf(event));
}
