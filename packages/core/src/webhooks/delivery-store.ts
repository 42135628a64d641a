import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

const columns = [
  "id",
  "event_id",
  "event_type",
  "status",
  "attempts",
  "reply_status",
  "reply_start",
  "latency_ms",
  "error",
  "created_at",
  "last_attempt_at",
  "delivered_at",
] as const;

interface SentEvent {
  readonly event_id: string;
  readonly event_type: string;
  readonly body: string;
}

/**
 * Notes a delivery for every webhook that is to be told of the event: an admin's of anything, an instructor's of her own
 * courses. Answers with their ids; a webhook that has the event already is not among them.
 */
export async function fanOut(tx: Tx, event: SentEvent, courseId: number | undefined): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into webhook_deliveries (webhook_id, event_id, event_type, body)
    select webhook.id, ${event.event_id}, ${event.event_type}, ${event.body}
    from webhooks webhook
    join users owner on owner.id = webhook.owner_id and owner.is_active
    where webhook.enabled and webhook.events @> array[${event.event_type}::text]
      and (owner.role = 'admin' or (owner.role = 'instructor' and exists (
        select from courses where courses.id = ${courseId ?? null}::integer and courses.instructor_id = owner.id
      )))
    order by webhook.id
    on conflict (webhook_id, event_id) do nothing
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

export function insertDelivery(tx: Tx, webhookId: number, event: SentEvent) {
  return tx
    .insertInto("webhook_deliveries")
    .values({ webhook_id: webhookId, ...event })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Newest first, those before `beforeId`. One row more than asked tells whether there is a next page. */
export function listDeliveries(
  db: Db,
  webhookId: number,
  page: { limit: number; beforeId?: number | undefined },
) {
  let query = db.selectFrom("webhook_deliveries").select(columns).where("webhook_id", "=", webhookId);
  if (page.beforeId !== undefined) query = query.where("id", "<", page.beforeId);
  return query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
}

export async function findDelivery(tx: Tx, webhookId: number, id: number) {
  return tx
    .selectFrom("webhook_deliveries")
    .select(columns)
    .where("webhook_id", "=", webhookId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Puts what has ended back to its beginning; `undefined` where it is under way. Its attempts go on counting. */
export async function reopenDelivery(tx: Tx, id: number) {
  return tx
    .updateTable("webhook_deliveries")
    .set({ status: "pending", error: null, delivered_at: null })
    .where("id", "=", id)
    .where("status", "<>", "pending")
    .returning(columns)
    .executeTakeFirst();
}

/** A delivery that is to be made, with what it takes; `undefined` where there is none under this id, or it has ended. */
export function findDue(db: Db, id: number) {
  return db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("webhooks as webhook", "webhook.id", "delivery.webhook_id")
    .innerJoin("users as owner", "owner.id", "webhook.owner_id")
    .select([
      "delivery.id",
      "delivery.webhook_id",
      "delivery.event_id",
      "delivery.body",
      "webhook.url",
      "webhook.sealed_secret",
      "webhook.sealed_previous_secret",
      "webhook.previous_secret_expires_at",
    ])
    .select((eb) => eb.and([eb.ref("webhook.enabled"), eb.ref("owner.is_active")]).as("open"))
    .where("delivery.id", "=", id)
    .where("delivery.status", "=", "pending")
    .executeTakeFirst();
}
export type DueDelivery = NonNullable<Awaited<ReturnType<typeof findDue>>>;

export interface AttemptResult {
  readonly status: "pending" | "delivered" | "failed";
  readonly reply_status: number | null;
  readonly reply_start: string | null;
  readonly latency_ms: number | null;
  readonly error: string | null;
}

export async function noteAttempt(tx: Tx, id: number, result: AttemptResult): Promise<void> {
  const now = new Date();
  await tx
    .updateTable("webhook_deliveries")
    .set((eb) => ({
      ...result,
      attempts: eb("attempts", "+", 1),
      last_attempt_at: now,
      ...(result.status === "delivered" && { delivered_at: now }),
    }))
    .where("id", "=", id)
    .execute();
}
