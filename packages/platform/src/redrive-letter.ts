import { CloudEvent } from "@smartcourse/contracts/cloud-event";
import type { Consumer } from "@smartcourse/contracts/define";
import { retryQueueName } from "@smartcourse/contracts/retry";
import type { DeadLetter } from "./dead-letters.ts";
import { append } from "./outbox.ts";
import type { Tx } from "./postgres.ts";

/**
 * Gives a dead letter back to its consumer, by the queue through which that gets what it failed on; the inbox sees to it that an
 * event has its effect once. False where it is no event, or of no consumer that there is: nobody could read it now either.
 */
export async function redriveLetter(
  tx: Tx,
  consumers: readonly Consumer[],
  { consumer, record }: DeadLetter,
): Promise<boolean> {
  const contract = consumers.find(({ id }) => id === consumer);
  const event = CloudEvent.safeParse(parsed(record));
  if (contract === undefined || !event.success) return false;
  await append(tx, {
    kind: "task",
    destination: retryQueueName(contract),
    aggregateKey: event.data.subject,
    messageId: event.data.id,
    message: { attempt: 1, event: event.data },
  });
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON is no event
  }
}
