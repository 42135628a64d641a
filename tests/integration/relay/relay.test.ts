import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Db, openPostgres } from "@smartcourse/platform/postgres";
import type { OutboxRow, Sender } from "@smartcourse/platform/relay/outbox-row";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { eventually } from "../../support/eventually.ts";
import { type ScratchDatabase, createScratchDatabase } from "../../support/scratch-database.ts";
import { addRow, allSent, numbersOf, sendersOf } from "./outbox-rows.ts";

let database: ScratchDatabase;
let db: Db;
let relays: Relay[];

beforeEach(async () => {
  database = await createScratchDatabase();
  db = openPostgres(database.url, 5);
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await db.destroy();
  await database.drop();
});

/** Faster than usual, for nothing here is about how fast it is. */
const pace = { scan: 100, balance: 300, lease: 5_000 };

async function relay(send: Sender): Promise<Relay> {
  const started = await startRelay(database.url, sendersOf(send), pace);
  relays.push(started);
  return started;
}

/** A sender that takes everything and remembers it. */
function recorder(): { send: Sender; rows: OutboxRow[] } {
  const rows: OutboxRow[] = [];
  return {
    rows,
    send: async (batch) => {
      rows.push(...batch);
      return allSent(batch);
    },
  };
}

const pending = () =>
  db.selectFrom("outbox").select(["id", "status", "attempts", "error"]).orderBy("id").execute();

it("sends what is there and what comes, and archives it", async () => {
  const before = await addRow(db, { key: "a", n: 1 });
  const { send, rows } = recorder();
  await relay(send);
  const after = await addRow(db, { key: "a", n: 2 });
  await eventually(async () => (await pending()).length === 0);
  expect(rows.map(({ message_id }) => message_id)).toEqual([before, after]);
  const archived = await db.selectFrom("outbox_archive").select("message_id").orderBy("id").execute();
  expect(archived.map(({ message_id }) => message_id)).toEqual([before, after]);
});

it("keeps each aggregate's order over many batches", async () => {
  for (let n = 0; n < 60; n += 1) await addRow(db, { key: `k${n % 7}`, n });
  const seen: OutboxRow[] = [];
  // Takes three at a time, so that a batch is never what was claimed.
  await relay(async (rows) => {
    const some = rows.slice(0, 3);
    seen.push(...some);
    return allSent(some);
  });
  await eventually(async () => (await pending()).length === 0);
  const byKey = Map.groupBy(seen, (row) => row.aggregate_key);
  expect(byKey.size).toBe(7);
  const numbers = [...byKey.values()].map(numbersOf);
  expect(numbers).toEqual(numbers.map((sent) => sent.toSorted((a, b) => a - b)));
});

it("sends a row whose transaction commits after later ones were sent", async () => {
  const { send, rows } = recorder();
  await relay(send);
  await db.transaction().execute(async (late) => {
    await addRow(late, { key: "late", n: 1 });
    await addRow(db, { key: "early", n: 2 });
    await eventually(() => rows.length === 1);
  });
  await eventually(() => rows.length === 2);
  expect(numbersOf(rows)).toEqual([2, 1]);
});

it("waits for an unreachable receiver without giving up, holding back the rows behind", async () => {
  const { send, rows } = recorder();
  let down = true;
  await relay(async (batch) =>
    down ? new Map(batch.map(({ id }) => [id, { unreachable: "it is down" }])) : send(batch),
  );
  for (let n = 0; n < 3; n += 1) await addRow(db, { key: "a", n });
  await eventually(pending, ([first]) => (first?.attempts ?? 0) >= 2);
  await addRow(db, { key: "a", n: 3 });
  const waiting = await pending();
  expect(waiting).toHaveLength(4);
  expect(waiting[0]).toMatchObject({ status: "pending", error: "it is down" });
  down = false;
  await eventually(async () => (await pending()).length === 0);
  expect(numbersOf(rows)).toEqual([0, 1, 2, 3]);
});

it("sets a row aside that is refused again and again, and meanwhile sends those of other aggregates", async () => {
  const { send, rows } = recorder();
  await relay(async (batch) => {
    const good = batch.filter((row) => row.aggregate_key !== "poison" || numbersOf([row])[0] !== 0);
    const outcomes = await send(good);
    for (const row of batch) if (!good.includes(row)) outcomes.set(row.id, { refused: "not this one" });
    return outcomes;
  });
  await addRow(db, { key: "poison", n: 0 });
  await eventually(pending, ([first]) => first?.attempts === 1);
  await addRow(db, { key: "poison", n: 1 });
  await addRow(db, { key: "other", n: 2 });
  await eventually(() => rows.length === 1);
  expect(numbersOf(rows)).toEqual([2]);

  // Its waits are cut short here: they are what grows, not what is tested.
  await eventually(async () => {
    await db.updateTable("outbox").set({ available_at: new Date() }).execute();
    return (await pending())[0]?.status === "failed";
  });
  await eventually(() => rows.length === 2);
  expect(numbersOf(rows)).toEqual([2, 1]);
  expect(await pending()).toMatchObject([{ status: "failed", attempts: 5, error: "not this one" }]);
});

it("tells whoever asked for a workflow or a task that it was refused, so that she can ask again", async () => {
  const { id: owner_id } = await db
    .insertInto("users")
    .values({ email: "a@example.com", username: "a", hashed_password: "none", role: "instructor" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const [workflow, task] = ["publish-7-v1", randomUUID()];
  await db
    .insertInto("workflows")
    .values({ id: workflow, kind: "publish", owner_id, subject: "course:7", result: null, reason: null })
    .execute();
  await db
    .insertInto("tasks")
    .values({ id: task, name: "mail", owner_id, subject: "course:7", reason: null })
    .execute();
  await addRow(db, { key: "w", n: 0, kind: "workflow", message: { workflow_id: workflow } });
  await addRow(db, { key: "t", n: 0, kind: "task", message: { task_id: task } });
  await db.updateTable("outbox").set({ attempts: 3 }).execute();
  await relay(async (batch) => new Map(batch.map((row) => [row.id, { refused: "not this one" }])));

  const states = async () => [
    await db.selectFrom("workflows").select(["state", "reason"]).executeTakeFirstOrThrow(),
    await db.selectFrom("tasks").select(["state", "reason"]).executeTakeFirstOrThrow(),
  ];
  await eventually(pending, (rows) => rows.every(({ attempts }) => attempts === 4));
  expect((await states()).map(({ state }) => state)).toEqual(["pending", "pending"]);
  await db.updateTable("outbox").set({ available_at: new Date() }).execute();
  const ended = await eventually(states, (rows) => rows.every(({ state }) => state === "failed"));
  for (const { reason } of ended) expect(reason).toContain("Ask for it again");
});

it("sends again what was sent when the relay died before marking it", async () => {
  const { send, rows } = recorder();
  let dies = true;
  await relay(async (batch) => {
    const outcomes = await send(batch);
    if (!dies) return outcomes;
    dies = false;
    throw new Error("killed between send and mark");
  });
  const id = await addRow(db, { key: "a", n: 1 });
  await eventually(async () => (await pending()).length === 0);
  expect(rows.map(({ message_id }) => message_id)).toEqual([id, id]);
});

it("goes on with one kind while another's receiver does not answer", async () => {
  const { send, rows } = recorder();
  await relay(async (batch) => {
    const tasks = batch.filter(({ destination }) => destination === "queue");
    const outcomes = await send(tasks);
    for (const { id, destination } of batch) {
      if (destination === "topic") outcomes.set(id, { unreachable: "no broker" });
    }
    return outcomes;
  });
  await addRow(db, { key: "a", n: 1, kind: "event", destination: "topic" });
  await addRow(db, { key: "a", n: 2, kind: "task", destination: "queue" });
  await eventually(pending, (left) => left.length === 1);
  expect(numbersOf(rows)).toEqual([2]);
});

it("shares the shards with a second relay and takes them over when that stops, sending each row once", async () => {
  const one = recorder();
  const two = recorder();
  await relay(one.send);
  const second = await relay(two.send);
  const holders = () =>
    db
      .selectFrom("outbox_leases")
      .select(["holder", ({ fn }) => fn.countAll<number>().as("shards")])
      .where("holder", "is not", null)
      .groupBy("holder")
      .execute();
  await eventually(holders, (found) => found.length === 2 && found.every(({ shards }) => shards === 4));

  for (let n = 0; n < 100; n += 1) await addRow(db, { key: `k${n}`, n });
  await eventually(async () => (await pending()).length === 0);
  expect(one.rows.length).toBeGreaterThan(0);
  expect(two.rows.length).toBeGreaterThan(0);

  await second.stop();
  relays = relays.filter((other) => other !== second);
  await eventually(holders, (found) => found.length === 1 && found[0]?.shards === 8);
  for (let n = 100; n < 200; n += 1) await addRow(db, { key: `k${n}`, n });
  await eventually(async () => (await pending()).length === 0);
  const numbers = numbersOf([...one.rows, ...two.rows]).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

it("sends nothing of a shard whose lease another holds", async () => {
  await db.updateTable("outbox_leases").set({ holder: "another", expires_at: "infinity" }).execute();
  const { send, rows } = recorder();
  await relay(send);
  await addRow(db, { key: "a", n: 1 });
  await db.updateTable("outbox_leases").set({ expires_at: new Date() }).execute();
  await eventually(() => rows.length === 1);
  expect(numbersOf(rows)).toEqual([1]);
});
