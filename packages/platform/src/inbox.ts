import type { Tx } from "./postgres.ts";

/** Whether `consumer` sees this event for the first time. The row commits with the effect: so the effect is had once. */
export async function receive(tx: Tx, consumer: string, eventId: string): Promise<boolean> {
  const received = await tx
    .insertInto("inbox")
    .values({ consumer, event_id: eventId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("event_id")
    .executeTakeFirst();
  return received !== undefined;
}
