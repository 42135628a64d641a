import * as z from "zod";
import { courseUpdated } from "@smartcourse/contracts/courses/events";
import { courseSearchWorkflow } from "@smartcourse/contracts/search/workflows";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";

const AboutCourse = z.object({ course_id: Id, instructor_id: Id });
/** Of a course, what the search shows or finds by. */
const searched = new Set(["title", "description", "tags", "difficulty"]);

/**
 * Has what happened to a course followed in the search, once for each event. By a workflow: copying a large course takes
 * longer than an event may, and the embedding provider may be away for longer than an event is tried again.
 */
export async function followCourse(tx: Tx, event: ReceivedEvent): Promise<void> {
  if (!concernsSearch(event)) return;
  const { course_id, instructor_id } = AboutCourse.parse(event.data);
  await startWorkflow(tx, courseSearchWorkflow, {
    id: `search-${event.id}`,
    input: { course_id },
    ownerId: instructor_id,
    subject: `course:${course_id}`,
  });
}

function concernsSearch({ type, data }: ReceivedEvent): boolean {
  if (type !== courseUpdated.type) return true;
  return courseUpdated.payload.parse(data).fields.some((field) => searched.has(field));
}
