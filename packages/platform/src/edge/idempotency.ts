import { createHash } from "node:crypto";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Db, Tx } from "../postgres.ts";
import type { HttpReply } from "./reply.ts";
import type { HttpRequest } from "./request.ts";

const keptHours = 24;
const maximumLength = 255;

/**
 * Answers a POST with an `Idempotency-Key` once: the first reply is kept with its effect, in one transaction, and told
 * again to whoever repeats the request within 24 hours. Concurrent ones wait for the first by the key's row.
 * As Stripe has it: keys belong to their caller; the same key with another request is refused.
 * @throws DomainError request.invalid, idempotency.key_reused
 */
export async function once(
  tx: Tx,
  request: HttpRequest,
  scope: string,
  work: () => Promise<HttpReply>,
): Promise<HttpReply> {
  const key = keyOf(request);
  if (key === undefined) return work();
  const fingerprint = fingerprintOf(request);
  if (!(await claim(tx, scope, key, fingerprint))) return replay(await kept(tx, scope, key), fingerprint);
  const reply = await work();
  await tx
    .updateTable("idempotency_keys")
    .set(columnsOf(reply))
    .where("scope", "=", scope)
    .where("key", "=", key)
    .execute();
  return reply;
}

/**
 * The same for work that no transaction holds together, and that changes nothing when it is repeated: its reply is kept once
 * it has ended, so of two at once both may do it.
 * @throws DomainError request.invalid, idempotency.key_reused
 */
export async function repeatable(
  db: Db,
  request: HttpRequest,
  scope: string,
  work: () => Promise<HttpReply>,
): Promise<HttpReply> {
  const key = keyOf(request);
  if (key === undefined) return work();
  const fingerprint = fingerprintOf(request);
  const before = await kept(db, scope, key);
  if (before !== undefined && Date.parse(before.expires_at) > Date.now()) return replay(before, fingerprint);
  const reply = await work();
  const row = { fingerprint, expires_at: expiry(), ...columnsOf(reply) };
  await db
    .insertInto("idempotency_keys")
    .values({ scope, key, ...row })
    .onConflict((conflict) => conflict.columns(["scope", "key"]).doUpdateSet(row))
    .execute();
  return reply;
}

function keyOf({ headers }: HttpRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined || (key.length > 0 && key.length <= maximumLength)) return key;
  throw new DomainError("request.invalid", `idempotency-key: must have 1 to ${maximumLength} characters`, {
    errors: [{ field: "idempotency-key", message: `must have 1 to ${maximumLength} characters` }],
  });
}

function fingerprintOf({ method, path, body }: HttpRequest): string {
  return createHash("sha256")
    .update(`${method} ${path}\n${body ?? ""}`)
    .digest("hex");
}

function columnsOf({ statusCode, headers, body }: HttpReply) {
  return { status: statusCode, headers: JSON.stringify(headers), body };
}

function expiry(): Date {
  return new Date(Date.now() + keptHours * 3_600_000);
}

async function claim(tx: Tx, scope: string, key: string, fingerprint: string): Promise<boolean> {
  const expires_at = expiry();
  const claimed = await tx
    .insertInto("idempotency_keys")
    .values({ scope, key, fingerprint, status: null, headers: null, body: null, expires_at })
    .onConflict((conflict) =>
      conflict
        .columns(["scope", "key"])
        .doUpdateSet({ fingerprint, status: null, headers: null, body: null, expires_at })
        .where("idempotency_keys.expires_at", "<", new Date().toISOString()),
    )
    .returning("key")
    .executeTakeFirst();
  return claimed !== undefined;
}

function kept(db: Db | Tx, scope: string, key: string) {
  return db
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("scope", "=", scope)
    .where("key", "=", key)
    .executeTakeFirst();
}

function replay(row: Awaited<ReturnType<typeof kept>>, fingerprint: string): HttpReply {
  if (row?.fingerprint !== fingerprint) {
    throw new DomainError(
      "idempotency.key_reused",
      "This Idempotency-Key belongs to another request: take a new key",
      { errors: [{ field: "idempotency-key", message: "was used for another request" }] },
    );
  }
  return {
    statusCode: row.status ?? 500,
    headers: { ...row.headers, "idempotent-replayed": "true" },
    body: row.body ?? "",
  };
}
