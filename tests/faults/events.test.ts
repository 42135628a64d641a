import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { courseUpdated } from "@smartcourse/contracts/courses/events";
import { defineConsumer } from "@smartcourse/contracts/define";
import { consumer } from "@smartcourse/platform/consumer";
import { kafka } from "@smartcourse/platform/kafka";
import { emit } from "@smartcourse/platform/outbox";
import { type Tx, postgres } from "@smartcourse/platform/postgres";
import { type EventSource } from "../../local/event-sources/source.ts";
import { startKafkaSource } from "../../local/event-sources/kafka.ts";
import { handler as createCourse } from "../../functions/courses/create-course.ts";
import { handler as updateCourse } from "../../functions/courses/update-course.ts";
import { call } from "../support/call.ts";
import { openCommitGate } from "../support/commit-gate.ts";
import { eventually } from "../support/eventually.ts";
import { type OwnBroker, startOwnBroker } from "../support/own-broker.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { type ProductProcess, startProcess } from "../support/product-process.ts";
import "../support/use-scratch-database.ts";

const countChanges = defineConsumer({
  id: "analytics.countChanges",
  group: "analytics-service",
  events: [courseUpdated],
  uses: ["postgres"],
});
const handler = consumer(countChanges, async (tx, { data }) => {
  await sql`insert into changes values (${data["course_id"]}, 1)
    on conflict (course_id) do update set count = changes.count + 1`.execute(tx);
});

const settings = { ...process.env };
let broker: OwnBroker;
let source: EventSource;
let ada: Person;

beforeAll(async () => {
  broker = await startOwnBroker();
  Object.assign(process.env, { KAFKA_BROKERS: broker.address, DATABASE_POOL_SIZE: "8" });
  await sql`create table changes (course_id integer primary key, count integer not null)`.execute(postgres());
  ada = await registerAndLogin("instructor");
  const invoke = async (_name: string, batch: unknown) => {
    await handler(batch as Parameters<typeof handler>[0]);
    return { status: "succeeded" } as const;
  };
  source = startKafkaSource({
    brokers: [broker.address],
    lambda: { invoke } as never,
    consumer: countChanges,
    functionName: "count-changes",
    log: () => undefined,
  });
});
afterAll(async () => {
  await source.stop();
  await broker.close();
  Object.assign(process.env, settings);
});
beforeEach(async () => {
  for (const table of ["changes", "outbox", "outbox_archive"]) {
    await sql`delete from ${sql.table(table)}`.execute(postgres());
  }
});

const token = () => ({ token: ada.token });
async function newCourse(): Promise<number> {
  return (await call(createCourse, { ...token(), body: { title: "Sets" } })).body.id;
}
const change = (id: number, capacity: number) =>
  call(updateCourse, { ...token(), params: { id }, body: { capacity } });
const waiting = async () => (await postgres().selectFrom("outbox").select("message_id").execute()).length;
const changesOf = async (id: number) => {
  const { rows } = await sql<{ count: number }>`
    select count from changes where course_id = ${id}`.execute(postgres());
  return rows[0]?.count ?? 0;
};

/** Ids of the events of a course, as they lie in the topic: once for each time that they were sent. */
async function onTheWire(course: number, count: number): Promise<string[]> {
  const reader = kafka("wire").consumer({ groupId: `wire-${course}-${count}` });
  const found: string[] = [];
  await reader.connect();
  try {
    await reader.subscribe({ topic: courseUpdated.topic, fromBeginning: true });
    await reader.run({
      eachMessage: async ({ message }) => {
        if (String(message.key) === String(course)) found.push(JSON.parse(String(message.value)).id);
      },
    });
    await eventually(() => found.length >= count);
  } finally {
    await reader.disconnect();
  }
  return found;
}

it("fault 6: the broker is killed under load: nobody is told an error, no event is lost, and the outbox drains", async () => {
  const relay = await startProcess("relay");
  try {
    const courses = await Promise.all(Array.from({ length: 4 }, newCourse));
    const statuses: number[] = [];
    const enough = new AbortController();
    const load = courses.map(async (id) => {
      let changes = 0;
      for (; !enough.signal.aborted; changes += 1) statuses.push((await change(id, 10 + changes)).status);
      return changes;
    });
    await eventually(async () => (await changesOf(courses[0] ?? 0)) > 3);
    await broker.kill();
    const before = statuses.length;
    await eventually(() => statuses.length > before + 40);
    await eventually(async () => (await waiting()) > 20);
    await broker.start();
    enough.abort();
    const made = await Promise.all(load);

    expect(new Set(statuses)).toEqual(new Set([200]));
    await eventually(async () => (await waiting()) === 0);
    await eventually(
      async () => JSON.stringify(await Promise.all(courses.map(changesOf))),
      (counts) => counts === JSON.stringify(made),
    );
  } finally {
    await relay.end("SIGTERM");
  }
});

it("fault 7: the relay is killed between send and mark: the events lie in Kafka twice, and have their effect once", async () => {
  const course = await newCourse();
  for (let n = 0; n < 5; n += 1) await change(course, 10 + n);
  await postgres().deleteFrom("outbox").where("kind", "<>", "event").execute();
  const url = process.env["DATABASE_URL"] ?? "";
  const gate = await openCommitGate(url);
  let relay: ProductProcess | undefined;
  try {
    const marking = gate.holdAt("before", /insert into outbox_archive/);
    process.env["DATABASE_DIRECT_URL"] = gate.url;
    relay = await startProcess("relay");
    await marking;
    // What is sent is consumed, though it is not marked yet.
    await eventually(async () => (await changesOf(course)) === 5);
    await relay.end("SIGKILL");
    gate.close();
    expect(await waiting()).toBe(5);

    process.env["DATABASE_DIRECT_URL"] = url;
    relay = await startProcess("relay");
    await eventually(async () => (await waiting()) === 0);
    const sent = await onTheWire(course, 10);
    expect([sent.length, new Set(sent).size]).toEqual([10, 5]);
    expect(await changesOf(course)).toBe(5);
  } finally {
    process.env["DATABASE_DIRECT_URL"] = url;
    await relay?.end("SIGTERM");
    gate.close();
  }
});

it("fault 8: an event whose transaction commits late is delivered, though later ones were long before", async () => {
  const relay = await startProcess("relay");
  try {
    const [late, early] = [await newCourse(), await newCourse()];
    const say = (tx: Tx, course_id: number) =>
      emit(
        tx,
        courseUpdated,
        { course_id, instructor_id: ada.id, fields: ["title"], updated_at: new Date().toISOString() },
        2,
      );
    await postgres()
      .transaction()
      .execute(async (tx) => {
        await say(tx, late);
        for (let n = 0; n < 5; n += 1) await change(early, 10 + n);
        await eventually(async () => (await changesOf(early)) === 5 && (await waiting()) === 0);
        expect(await changesOf(late)).toBe(0);
      });
    await eventually(async () => (await changesOf(late)) === 1);
  } finally {
    await relay.end("SIGTERM");
  }
});
