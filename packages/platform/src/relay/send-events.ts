import { topics } from "@smartcourse/contracts/events";
import { type EventProducer, type KafkaMessage, isRefusal } from "../kafka.ts";
import { type OutboxRow, type Outcomes, type Sender, byDestination, inRuns, reasonOf } from "./outbox-row.ts";

/** Kafka takes at most 1 MB of one partition at a time by default. */
const runLimit = { count: 500, bytes: 500_000 };

const eventTopics: ReadonlySet<string> = new Set(topics);

/** Sends events to Kafka, keyed by their aggregate. Gives the rest of a batch up once the brokers do not answer. */
export function sendEvents(producer: EventProducer): Sender {
  return async (rows) => {
    const outcomes: Outcomes = new Map();
    for (const [topic, group] of byDestination(rows)) {
      for (const run of inRuns(group, runLimit)) {
        if (!(await sendRun(producer, topic, run, outcomes))) break;
      }
    }
    return outcomes;
  };
}

/** Sends rows at once. Where the broker refuses them, each half by itself, down to the row it means. */
async function sendRun(
  producer: EventProducer,
  topic: string,
  rows: readonly OutboxRow[],
  outcomes: Outcomes,
): Promise<boolean> {
  try {
    await producer.send(topic, rows.map(toMessage));
    for (const row of rows) outcomes.set(row.id, { sent: true });
    return true;
  } catch (error) {
    const reason = reasonOf(error);
    if (!isRefusal(error)) {
      for (const row of rows) outcomes.set(row.id, { unreachable: reason });
      return false;
    }
    if (rows.length === 1) {
      for (const row of rows) outcomes.set(row.id, { refused: reason });
      return true;
    }
    const middle = Math.ceil(rows.length / 2);
    return (
      (await sendRun(producer, topic, rows.slice(0, middle), outcomes)) &&
      (await sendRun(producer, topic, rows.slice(middle), outcomes))
    );
  }
}

/** CloudEvents in Kafka's structured mode. What lies in dead-letter topics is JSON, but no event. */
function toMessage(row: OutboxRow): KafkaMessage {
  const event = eventTopics.has(row.destination);
  return {
    key: row.aggregate_key,
    value: row.message,
    headers: {
      "content-type": event
        ? "application/cloudevents+json; charset=utf-8"
        : "application/json; charset=utf-8",
    },
  };
}
