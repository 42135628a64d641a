import { createHash } from "node:crypto";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Tx } from "../postgres.ts";
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
  const key = request.headers["idempotency-key"];
  if (key === undefined) return work();
  if (key.length === 0 || key.length > maximumLength) {
    throw new DomainError("request.invalid", `idempotency-key: must have 1 to ${maximumLength} characters`, {
      errors: [{ field: "idempotency-key", message: `must have 1 to ${maximumLength} characters` }],
    });
  }
  const fingerprint = createHash("sha256")
    .update(`${request.method} ${request.path}\n${request.body ?? ""}`)
    .digest("hex");
  if (!(await claim(tx, scope, key, fingerprint))) return replay(tx, scope, key, fingerprint);
  const reply = await work();
  await tx
    .updateTable("idempotency_keys")
    .set({ status: reply.statusCode, headers: JSON.stringify(reply.headers), body: reply.body })
    .where("scope", "=", scope)
    .where("key", "=", key)
    .execute();
  return reply;
}

async function claim(tx: Tx, scope: string, key: string, fingerprint: string): Promise<boolean> {
  const expires_at = new Date(Date.now() + keptHours * 3_600_000);
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

async function replay(tx: Tx, scope: string, key: string, fingerprint: string): Promise<HttpReply> {
  const kept = await tx
    .selectFrom("idempotency_keys")
    .selectAll()
    .where("scope", "=", scope)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  if (kept.fingerprint !== fingerprint) {
    throw new DomainError(
      "idempotency.key_reused",
      "This Idempotency-Key belongs to another request: take a new key",
      {
        errors: [{ field: "idempotency-key", message: "was used for another request" }],
      },
    );
  }
  return {
    statusCode: kept.status ?? 500,
    headers: { ...kept.headers, "idempotent-replayed": "true" },
    body: kept.body ?? "",
  };
}
