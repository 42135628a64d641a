import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { defineConsumer, defineEvent } from "@smartcourse/contracts/define";
import { consumers } from "@smartcourse/contracts/functions";
import { type ReceivedEvent, consumer } from "@smartcourse/platform/consumer";
import { emit } from "@smartcourse/platform/outbox";
import { type Tx, postgres } from "@smartcourse/platform/postgres";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import type { Sender } from "@smartcourse/platform/relay/outbox-row";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { replayEvents } from "@smartcourse/platform/replay/replay-events";
import { eventually } from "../../support/eventually.ts";
import "../../support/use-scratch-database.ts";
import { allSent, sendersOf } from "../relay/outbox-rows.ts";

const visited = defineEvent({
  type: "course.visited",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({ course_id: z.int(), minutes: z.int() }),
});
const addMinutes = defineConsumer({
  id: "analytics.addMinutes",
  group: "analytics-service",
  events: [visited],
  projection: ["minutes_by_course"],
  uses: ["postgres"],
});

/** Runs inside the effect of each event, before it commits. */
let hold: (event: ReceivedEvent) => Promise<void> = async () => undefined;
const handler = consumer(addMinutes, async (tx, event) => {
  const { course_id, minutes } = visited.payload.parse(event.data);
  await sql`insert into minutes_by_course values (${course_id}, ${minutes})
    on conflict (course_id) do update set minutes = minutes_by_course.minutes + excluded.minutes`.execute(tx);
  await hold(event);
});
const apply = async (topic: string, messages: readonly string[]) => {
  await handler(kafkaBatch(topic, messages));
};
process.env["DATABASE_POOL_SIZE"] = "6"; // a replay and what it races with
const from = new Date("2026-01-01T00:00:00.000Z");
const replay = (limit = 20, progress?: (batch: { events: number; failed: number }) => void) =>
  replayEvents(postgres(), addMinutes, { from, apply, limit, ...(progress && { progress }) });

let relay: Relay;

beforeAll(async () => {
  await sql`create table minutes_by_course (course_id integer primary key, minutes integer not null)`.execute(
    postgres(),
  );
  // In Kafka's place: what is sent is consumed, and then marked as sent.
  const deliver: Sender = async (rows) => {
    for (const { destination, message } of rows) await apply(destination, [message]);
    return allSent(rows);
  };
  relay = await startRelay(process.env["DATABASE_URL"] ?? "", sendersOf(deliver), {
    scan: 50,
    balance: 200,
    lease: 5_000,
  });
});
afterAll(() => relay.stop());
beforeEach(async () => {
  hold = async () => undefined;
  for (const table of ["outbox", "outbox_archive", "inbox", "minutes_by_course", "event_replays"]) {
    await sql`delete from ${sql.table(table)}`.execute(postgres());
  }
});

async function visit(course_id: number, minutes: number, tx?: Tx): Promise<void> {
  const work = (one: Tx) => emit(one, visited, { course_id, minutes }, 1);
  await (tx === undefined ? postgres().transaction().execute(work) : work(tx));
}
const drained = () =>
  eventually(async () => (await postgres().selectFrom("outbox").select("id").execute()).length === 0);
const minutes = async () => {
  const { rows } = await sql<{ course_id: number; minutes: number }>`
    select * from minutes_by_course order by course_id`.execute(postgres());
  return rows.map((row) => [row.course_id, row.minutes]);
};
const spoil = () => sql`update minutes_by_course set minutes = 7777`.execute(postgres());

it("rebuilds a projection that went wrong, from what was sent, in batches", async () => {
  for (let n = 0; n < 45; n += 1) await visit(n % 3, n);
  await drained();
  const before = await minutes();
  await spoil();
  await sql`insert into minutes_by_course values (99, 1)`.execute(postgres());
  const batches: number[] = [];
  expect(await replay(20, ({ events }) => batches.push(events))).toBe(45);
  expect(batches).toEqual([20, 20, 5]);
  expect(await minutes()).toEqual(before);
  expect(await replay()).toBe(45);
  expect(await minutes()).toEqual(before);
});

it("takes events since the date, and no earlier ones", async () => {
  await visit(1, 10);
  await visit(1, 5);
  await drained();
  await sql`update outbox_archive set created_at = '2025-12-31T23:59:59Z'
    where id = (select min(id) from outbox_archive)`.execute(postgres());
  expect(await replay()).toBe(1);
  expect(await minutes()).toEqual([[1, 5]]);
});

it("loses and doubles nothing of what comes meanwhile", async () => {
  for (let n = 0; n < 60; n += 1) await visit(n % 4, 1);
  await drained();
  await spoil();
  let arriving: Promise<void>[] = [];
  await replay(10, () => {
    arriving = [...arriving, visit(1, 100), visit(5, 100)];
  });
  await Promise.all(arriving);
  await drained();
  const rounds = arriving.length / 2;
  expect(rounds).toBeGreaterThan(5);
  expect(await minutes()).toEqual([
    [0, 15],
    [1, 15 + 100 * rounds],
    [2, 15],
    [3, 15],
    [5, 100 * rounds],
  ]);
});

it("has the effect of an event whose consumer was in the midst of it when the replay began", async () => {
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  let begun = false;
  hold = async () => {
    begun = true;
    await gate;
  };
  await visit(1, 10);
  await eventually(() => begun);
  const replaying = replay();
  await eventually(async () => {
    const { rows } =
      await sql`select from pg_locks where not granted and relation = 'inbox'::regclass`.execute(postgres());
    return rows.length > 0;
  });
  hold = async () => undefined;
  go();
  await replaying;
  await drained();
  expect(await minutes()).toEqual([[1, 10]]);
});

it("has the effect of an event that commits late, though the replay has passed its place", async () => {
  await postgres()
    .transaction()
    .execute(async (late) => {
      await visit(1, 10, late);
      await visit(2, 20);
      await eventually(async () => (await minutes()).length === 1);
      await replay();
      expect(await minutes()).toEqual([[2, 20]]);
    });
  await eventually(minutes, (rows) => rows.length === 2);
  expect(await minutes()).toEqual([
    [1, 10],
    [2, 20],
  ]);
});

it("goes on where it was, after it was ended in the midst", async () => {
  for (let n = 0; n < 50; n += 1) await visit(n % 3, n);
  await drained();
  const before = await minutes();
  await spoil();
  let events = 0;
  const dying = replay(20, (batch) => {
    events += batch.events;
    if (events >= 40) throw new Error("killed");
  });
  await expect(dying).rejects.toThrow("killed");
  const later: number[] = [];
  expect(await replay(20, (batch) => later.push(batch.events))).toBe(50);
  // The batch whose end it could not note comes again, and the inbox knows it.
  expect(later).toEqual([20, 10]);
  expect(await minutes()).toEqual(before);
});

it("tells how many events failed, which go the way of all that fail", async () => {
  await visit(1, 10);
  await visit(2, 20);
  await drained();
  hold = async ({ data }) => {
    if (data["course_id"] === 2) throw new Error("it cannot be counted");
  };
  const failed: number[] = [];
  await replay(20, (batch) => failed.push(batch.failed));
  expect(failed).toEqual([1]);
  expect(await minutes()).toEqual([[1, 10]]);
});

it("refuses a consumer that keeps no projection, for it would only repeat what it did", async () => {
  const { projection: _none, ...other } = addMinutes;
  await expect(replayEvents(postgres(), other, { from, apply })).rejects.toThrow(/keeps no projection/);
});

it("finds every table that a consumer declares as its projection", async () => {
  const declared = consumers.flatMap(({ projection = [] }) => [...projection]);
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
    postgres(),
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(declared));
});
