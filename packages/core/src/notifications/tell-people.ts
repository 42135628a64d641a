import * as z from "zod";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import { tellSubscribers } from "@smartcourse/contracts/notifications/tasks";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { personalNotice } from "./notices.ts";
import { findCourse } from "./recipients-store.ts";
import { wasPublishedBefore } from "./publications-store.ts";
import { tell } from "./tell.ts";

const Personal = z.object({ student_id: Id, course_id: Id });

/** Tells whom an event concerns: the student, or, a batch at a time, everybody who subscribed. */
export async function tellPeople(tx: Tx, event: ReceivedEvent): Promise<void> {
  if (event.type === coursePublished.type) return announcePublication(tx, event);
  const { student_id, course_id } = Personal.parse(event.data);
  const course = await findCourse(tx, course_id);
  const notice = course && personalNotice(event, course);
  if (notice === undefined) return;
  await tell(tx, { ...notice, eventId: event.id, happenedAt: event.time }, [student_id]);
}

async function announcePublication(tx: Tx, event: ReceivedEvent): Promise<void> {
  const published = coursePublished.payload.parse(event.data);
  await enqueue(
    tx,
    tellSubscribers,
    {
      ...published,
      event_id: event.id,
      is_first: !(await wasPublishedBefore(tx, published)),
      after_user_id: 0,
    },
    { subject: `course:${published.course_id}` },
  );
}
