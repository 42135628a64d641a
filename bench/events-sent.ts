import { sql } from "kysely";
import { openProducer } from "@smartcourse/platform/kafka";
import { outboxShards } from "@smartcourse/platform/outbox";
import type { Db } from "@smartcourse/platform/postgres";

const topic = "enrollment.events";
/** As many messages as the relay sends at once. */
const batch = 500;

interface Message {
  readonly shard: number;
  readonly key: string;
  readonly value: string;
}

/** Puts events of many enrolments into an empty outbox, as `emit` would write them. */
export async function fillOutbox(db: Db, events: number): Promise<void> {
  await sql`truncate outbox, outbox_archive`.execute(db);
  await sql`
    insert into outbox (kind, destination, aggregate_key, shard, message_id, message)
    select 'event', ${topic}, key, mod(abs(hashtext(key)::bigint), ${sql.lit(outboxShards)}), id, jsonb_build_object(
      'specversion', '1.0', 'id', id, 'source', '/smartcourse/enrollment', 'type', 'progress.updated',
      'time', '2026-03-01T12:00:00.000Z', 'subject', key, 'datacontenttype', 'application/json',
      'schemaversion', 1, 'aggregateversion', n, 'actor', '17',
      'traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'data', jsonb_build_object('enrollment_id', key::integer, 'student_id', 1 + n % 997, 'course_id', 1 + n % 53,
        'version', 1, 'attempt', 1, 'module_id', 7, 'completion_percentage', 40,
        'completed_modules', jsonb_build_array(1, 7), 'next_module_id', 9, 'updated_at', '2026-03-01T12:00:00.000Z'))
    from (
      select n, gen_random_uuid() as id, (1 + n % 5000)::text as key from generate_series(1, ${events}::integer) as n
    ) as made`.execute(db);
  await sql`vacuum analyze outbox`.execute(db);
}

export async function readMessages(db: Db): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select shard, aggregate_key as key, message::text as value from outbox order by id`.execute(db);
  return rows;
}

/** What Kafka takes of a producer that does nothing else: one for each shard, idempotent, one request in flight. */
export async function sendBare(messages: readonly Message[]): Promise<void> {
  const headers = { "content-type": "application/cloudevents+json; charset=utf-8" };
  const shards = Map.groupBy(messages, ({ shard }) => shard);
  await Promise.all(
    [...shards.values()].map(async (all) => {
      const producer = openProducer("bench-bare");
      for (let from = 0; from < all.length; from += batch) {
        const run = all.slice(from, from + batch).map(({ key, value }) => ({ key, value, headers }));
        await producer.send(topic, run);
      }
      await producer.close();
    }),
  );
}
