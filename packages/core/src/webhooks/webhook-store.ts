import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** What its owner may see of a webhook: never the secret. */
const columns = [
  "id",
  "url",
  "events",
  "enabled",
  "disabled_reason",
  "revision",
  "created_at",
  "updated_at",
] as const;

/** Webhooks that one account may have. */
export const webhooksAllowed = 20;

/** `undefined` where its owner has as many as one may have. Their row is locked, so that two at once do not pass both. */
export async function insertWebhook(
  tx: Tx,
  webhook: { owner_id: number; url: string; events: readonly string[]; sealed_secret: string },
) {
  await tx.selectFrom("users").select("id").where("id", "=", webhook.owner_id).forUpdate().execute();
  const { count } = await tx
    .selectFrom("webhooks")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("owner_id", "=", webhook.owner_id)
    .executeTakeFirstOrThrow();
  if (count >= webhooksAllowed) return undefined;
  return tx
    .insertInto("webhooks")
    .values({ ...webhook, events: [...webhook.events] })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function findWebhook(db: Db | Tx, id: number, ownerId: number) {
  return db
    .selectFrom("webhooks")
    .select(columns)
    .where("id", "=", id)
    .where("owner_id", "=", ownerId)
    .executeTakeFirst();
}

/** The same, until the transaction ends as nobody else changes it. */
export function lockWebhook(tx: Tx, id: number, ownerId: number) {
  return tx
    .selectFrom("webhooks")
    .select([...columns, "sealed_secret"])
    .where("id", "=", id)
    .where("owner_id", "=", ownerId)
    .forUpdate()
    .executeTakeFirst();
}

/** Newest first, those before `beforeId`. One row more than asked tells whether there is a next page. */
export function listWebhooks(
  db: Db,
  ownerId: number,
  page: { limit: number; beforeId?: number | undefined },
) {
  let query = db.selectFrom("webhooks").select(columns).where("owner_id", "=", ownerId);
  if (page.beforeId !== undefined) query = query.where("id", "<", page.beforeId);
  return query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
}

interface WebhookChange {
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
}

/** Whoever enables it begins anew: what failed before is forgotten. */
export function updateWebhook(tx: Tx, id: number, { url, events, enabled }: WebhookChange) {
  return tx
    .updateTable("webhooks")
    .set((eb) => ({
      url,
      events: [...events],
      enabled,
      updated_at: new Date(),
      revision: eb("revision", "+", 1),
      ...(enabled && { disabled_reason: null, given_up_in_a_row: 0 }),
    }))
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function replaceSecret(
  tx: Tx,
  id: number,
  secret: { sealed: string; previous: string; previousExpiresAt: Date },
): Promise<void> {
  await tx
    .updateTable("webhooks")
    .set({
      sealed_secret: secret.sealed,
      sealed_previous_secret: secret.previous,
      previous_secret_expires_at: secret.previousExpiresAt,
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
}

/** Whether there was one. Its deliveries go with it. */
export async function deleteWebhook(tx: Tx, id: number, ownerId: number): Promise<boolean> {
  const deleted = await tx
    .deleteFrom("webhooks")
    .where("id", "=", id)
    .where("owner_id", "=", ownerId)
    .returning("id")
    .executeTakeFirst();
  return deleted !== undefined;
}

/** The last delivery arrived. */
export async function noteArrival(tx: Tx, id: number): Promise<void> {
  await tx
    .updateTable("webhooks")
    .set({ given_up_in_a_row: 0 })
    .where("id", "=", id)
    .where("given_up_in_a_row", ">", 0)
    .execute();
}

/**
 * A delivery was given up. Disables the webhook, with a reason, where so many in a row were, and answers then with what there
 * is to tell its owner.
 */
export async function noteGivenUp(tx: Tx, id: number, limit: number, reason: string) {
  const { rows } = await sql<{ owner_id: number; url: string; revision: number; disabled: boolean }>`
    update webhooks set given_up_in_a_row = given_up_in_a_row + 1,
      enabled = given_up_in_a_row + 1 < ${limit},
      disabled_reason = case when given_up_in_a_row + 1 < ${limit} then disabled_reason else ${reason} end,
      revision = revision + case when given_up_in_a_row + 1 < ${limit} then 0 else 1 end,
      updated_at = now()
    where id = ${id} and enabled
    returning owner_id, url, revision, not enabled as disabled`.execute(tx);
  return rows.find(({ disabled }) => disabled);
}
