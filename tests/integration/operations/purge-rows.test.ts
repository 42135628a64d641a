import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { purgeRows } from "@smartcourse/core/operations/purge-rows";
import { postgres } from "@smartcourse/platform/postgres";
import "../../support/use-scratch-database.ts";

const day = 24 * 3_600_000;
const ago = (days: number) => new Date(Date.now() - days * day);

async function keep(key: string, expires_at: Date): Promise<void> {
  await postgres()
    .insertInto("idempotency_keys")
    .values({ scope: "s", key, fingerprint: "f", status: 201, headers: null, body: null, expires_at })
    .execute();
}

async function archive(id: number, kind: "event" | "task", sent_at: Date): Promise<void> {
  const row = { id, kind, destination: "d", aggregate_key: "k", message_id: randomUUID(), message: "{}" };
  await postgres()
    .insertInto("outbox_archive")
    .values({ ...row, created_at: sent_at, sent_at })
    .execute();
}

async function left(
  table: "idempotency_keys" | "outbox_archive" | "inbox" | "tasks",
  column: string,
): Promise<unknown[]> {
  const { rows } = await sql<{ left: unknown }>`
    select ${sql.ref(column)} as left from ${sql.table(table)} order by 1`.execute(postgres());
  return rows.map((row) => row.left);
}

test("an idempotency key goes when its day is over, and no earlier", async () => {
  await keep("expired", ago(0.001));
  await keep("standing", ago(-1));
  await purgeRows(postgres());
  expect(await left("idempotency_keys", "key")).toEqual(["standing"]);
});

test("sent tasks are kept for a week, sent events for as long as they may be replayed", async () => {
  await archive(1, "task", ago(8));
  await archive(2, "task", ago(6));
  await archive(3, "event", ago(399));
  await archive(4, "event", ago(401));
  await purgeRows(postgres());
  expect(await left("outbox_archive", "id")).toEqual([2, 3]);
});

test("an event is known as received for longer than it may be replayed; a finished task for a month", async () => {
  const [known, forgotten, unfinished] = [randomUUID(), randomUUID(), randomUUID()];
  const inbox = (event_id: string, received_at: Date) => ({ consumer: "c", event_id, received_at });
  await postgres()
    .insertInto("inbox")
    .values([inbox(known, ago(401)), inbox(forgotten, ago(431))])
    .execute();
  const task = (id: string, finished_at: Date | null) => ({
    id,
    finished_at,
    name: "n",
    owner_id: null,
    subject: "s",
    reason: null,
  });
  await postgres()
    .insertInto("tasks")
    .values([task(known, ago(29)), task(forgotten, ago(31)), task(unfinished, null)])
    .execute();
  await purgeRows(postgres());
  expect(await left("inbox", "event_id")).toEqual([known]);
  expect(await left("tasks", "id")).toEqual([known, unfinished].toSorted());
});

test("a session that is over is forgotten after a month, with its refresh tokens", async () => {
  const { id: user_id } = await postgres()
    .selectFrom("users")
    .select("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const session = (ended_at: Date | null, expires_at = ago(-1)) => ({
    user_id,
    expires_at,
    ended_at,
    end_reason: null,
  });
  await postgres()
    .insertInto("sessions")
    .values([session(null), session(ago(29)), session(ago(31)), session(null, ago(31))])
    .execute();
  await purgeRows(postgres());
  const standing = await postgres().selectFrom("sessions").select("ended_at").execute();
  expect(standing).toHaveLength(2);
});

test("a run deletes no more than its share, and rows that somebody holds are left for the next", async () => {
  for (const key of ["a", "b", "c", "d", "e"]) await keep(key, ago(1));
  await purgeRows(postgres(), { rows: 2, batches: 2 });
  expect((await left("idempotency_keys", "key")).filter((key) => key !== "standing")).toHaveLength(1);
});
