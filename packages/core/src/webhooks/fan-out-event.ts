import { deliverEvent } from "@smartcourse/contracts/webhooks/tasks";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { fanOut } from "./delivery-store.ts";
import { outwardBody } from "./outward-body.ts";

/** Has an event delivered, by a task for each webhook, so that none waits for another's receiver. */
export async function fanOutEvent(tx: Tx, event: ReceivedEvent): Promise<void> {
  const courseId = event.data["course_id"];
  const sent = { event_id: event.id, event_type: event.type, body: outwardBody(event) };
  // Those of one instructor and of a few admins.
  for (const id of await fanOut(tx, sent, typeof courseId === "number" ? courseId : undefined)) {
    await startDelivery(tx, id);
  }
}

/** Queues the task that makes a delivery. */
export async function startDelivery(tx: Tx, id: number): Promise<void> {
  await enqueue(tx, deliverEvent, { delivery_id: id }, { subject: `delivery:${id}` });
}
