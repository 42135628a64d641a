import type * as z from "zod";
import { tellSubscribers as task } from "@smartcourse/contracts/notifications/tasks";
import { receive } from "@smartcourse/platform/inbox";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { uuidv5 } from "@smartcourse/platform/uuid-v5";
import { findPersonName } from "./people-store.ts";
import { nextSubscribers } from "./publications-store.ts";
import { tell } from "./tell.ts";

type Batch = z.output<typeof task.payload>;

/** A transaction tells so many. */
const batchSize = 500;

/**
 * Tells the next batch of subscribers and queues the one after it, in one transaction, and that once: a batch that is delivered
 * again does nothing.
 */
export async function tellSubscribers(db: Db, batch: Batch, size = batchSize): Promise<void> {
  await db.transaction().execute((tx) => tellBatch(tx, batch, size));
}

async function tellBatch(tx: Tx, batch: Batch, size: number): Promise<void> {
  const { event_id, course_id, instructor_id, title, is_first, published_at, after_user_id } = batch;
  if (!(await receive(tx, task.id, uuidv5(String(after_user_id), event_id)))) return;
  const people = await nextSubscribers(tx, batch, after_user_id, size);
  const last = people.at(-1);
  if (last === undefined) return;
  const instructor_name = await findPersonName(tx, instructor_id);
  const data = { course_id, course_title: title, is_first, instructor_name };
  await tell(tx, { kind: "course_published", data, eventId: event_id, happenedAt: published_at }, people);
  if (people.length < size) return;
  await enqueue(tx, task, { ...batch, after_user_id: last }, { subject: `course:${course_id}` });
}
