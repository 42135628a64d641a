import { sql } from "kysely";
import type { Consumer } from "@smartcourse/contracts/define";
import type { Db } from "../postgres.ts";
import { type Replay, beginReplay } from "./begin-replay.ts";

/** An event as it was sent. */
interface ArchivedEvent {
  readonly id: number;
  readonly topic: string;
  readonly message_id: string;
  readonly message: string;
}

export interface ReplayOptions {
  readonly from: Date;
  /** Has the consumer have the effect of events, as it has it of those that Kafka brings. */
  readonly apply: (topic: string, messages: readonly string[]) => Promise<void>;
  /** Events read at a time. */
  readonly limit?: number;
  /** Told after each batch. `failed`: those without effect, which go the way of every event that fails. */
  readonly progress?: (batch: { events: number; failed: number }) => void;
}

/**
 * Rebuilds a consumer's projection from the events that were sent since `from`, in their order, and answers how many they
 * were. Events that Kafka brings meanwhile have their effect as ever: the inbox lets each have it once, whoever comes first.
 * Ended before its end, it goes on when called again with the same `from`. Throws where the consumer keeps no projection.
 */
export async function replayEvents(
  db: Db,
  consumer: Consumer,
  { from, apply, limit = 500, progress }: ReplayOptions,
): Promise<number> {
  let replay = await beginReplay(db, consumer, from);
  for (;;) {
    const events = await readArchive(db, consumer, replay, limit);
    for (const run of runsOfTopic(events))
      await apply(
        run[0]?.topic ?? "",
        run.map(({ message }) => message),
      );
    const last = events.at(-1);
    if (last !== undefined)
      progress?.({ events: events.length, failed: await countFailed(db, consumer, events) });
    const ended = events.length < limit;
    replay = { ...replay, after_id: last?.id ?? replay.after_id };
    const replayed = await noteProgress(db, consumer.id, replay.after_id, events.length, ended);
    if (ended) return replayed;
  }
}

/**
 * The next events, be they archived already or still on their way: the relay moves a row from one table to the other in one
 * statement, so that each is in just one of them here.
 */
async function readArchive(
  db: Db,
  { events }: Consumer,
  { from_time, after_id, through_id }: Replay,
  limit: number,
): Promise<ArchivedEvent[]> {
  const topics = [...new Set(events.map(({ topic }) => topic))];
  const types = events.map(({ type }) => type);
  const part = (table: "outbox" | "outbox_archive") => sql`
    (select id, destination as topic, message_id, message::text as message from ${sql.table(table)}
     where kind = 'event' and destination = any(${topics}) and message ->> 'type' = any(${types})
       and id > ${after_id} and id <= ${through_id} and created_at >= ${from_time}
     order by id limit ${limit})`;
  const { rows } = await sql<ArchivedEvent>`
    ${part("outbox_archive")} union all ${part("outbox")} order by id limit ${limit}`.execute(db);
  return rows;
}

function runsOfTopic(events: readonly ArchivedEvent[]): ArchivedEvent[][] {
  const runs: ArchivedEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0]?.topic === event.topic) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

async function countFailed(db: Db, { id }: Consumer, events: readonly ArchivedEvent[]): Promise<number> {
  const { received } = await db
    .selectFrom("inbox")
    .select((eb) => eb.fn.countAll<number>().as("received"))
    .where("consumer", "=", id)
    .where(
      "event_id",
      "in",
      events.map(({ message_id }) => message_id),
    )
    .executeTakeFirstOrThrow();
  return events.length - received;
}

async function noteProgress(
  db: Db,
  consumer: string,
  after_id: number,
  count: number,
  done: boolean,
): Promise<number> {
  const { replayed } = await db
    .updateTable("event_replays")
    .set((eb) => ({ after_id, done, replayed: eb("replayed", "+", count), updated_at: new Date() }))
    .where("consumer", "=", consumer)
    .returning("replayed")
    .executeTakeFirstOrThrow();
  return replayed;
}
