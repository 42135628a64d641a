import { DomainError } from "@smartcourse/contracts/errors";
import { webhookDisabled } from "@smartcourse/contracts/webhooks/events";
import { emit } from "@smartcourse/platform/outbox";
import { type OutsideReply, postOutside } from "@smartcourse/platform/post-outside";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { unseal } from "@smartcourse/platform/seal";
import { type AttemptResult, type DueDelivery, findDue, noteAttempt } from "./delivery-store.ts";
import { signedHeaders } from "./signature.ts";
import { locateWebhook } from "./webhook-address.ts";
import { noteArrival, noteGivenUp } from "./webhook-store.ts";

const timeoutMs = 10_000;
const replyLength = 1_000;
/** Deliveries in a row that were given up, after which a webhook is disabled: its receiver was away for a day. */
const givenUpAllowed = 5;
const gone = 410;

/**
 * Makes one attempt at a delivery. `last`: there will be no other. Does nothing where it has ended already.
 * Throws where it is to be tried again.
 */
export async function deliverEvent(db: Db, id: number, { last }: { last: boolean }): Promise<void> {
  const due = await findDue(db, id);
  if (due === undefined) return;
  const attempt = due.open ? await send(due) : unsent("The webhook is disabled");
  const forGood = last || !due.open || attempt.reply_status === gone;
  const delivered = attempt.error === null;
  const status = delivered ? "delivered" : forGood ? "failed" : "pending";
  await db.transaction().execute(async (tx) => {
    await noteAttempt(tx, id, { ...attempt, status });
    if (delivered) await noteArrival(tx, due.webhook_id);
    if (status === "failed" && due.open) await giveUp(tx, due, attempt);
  });
  if (status === "pending") throw new Error(`Delivery ${id}: ${attempt.error}`);
}

type Attempt = Omit<AttemptResult, "status">;

async function send(due: DueDelivery): Promise<Attempt> {
  const started = performance.now();
  try {
    const reply = await post(due);
    const { status, text } = reply;
    const error = status >= 200 && status < 300 ? null : `The receiver answered ${status}`;
    const latency_ms = Math.round(performance.now() - started);
    return { reply_status: status, reply_start: text, latency_ms, error };
  } catch (error) {
    return unsent(reasonOf(error), Math.round(performance.now() - started));
  }
}

/** The address is looked at again each time: its host may have moved to where nothing is sent. */
async function post(due: DueDelivery): Promise<OutsideReply> {
  const url = new URL(due.url);
  const message = { id: due.event_id, at: new Date(), body: due.body };
  return postOutside({
    url,
    addresses: await locateWebhook(url),
    headers: {
      "content-type": "application/cloudevents+json; charset=utf-8",
      "user-agent": "SmartCourse-Webhooks/1.0",
      ...signedHeaders(message, secretsOf(due)),
    },
    body: due.body,
    timeoutMs,
    replyLength,
  });
}

function secretsOf(due: DueDelivery): string[] {
  const { sealed_secret, sealed_previous_secret: previous, previous_secret_expires_at: expires } = due;
  const both = previous !== null && expires !== null && new Date(expires) > new Date();
  return (both ? [sealed_secret, previous] : [sealed_secret]).map(unseal);
}

function unsent(error: string, latency_ms: number | null = null): Attempt {
  return { reply_status: null, reply_start: null, latency_ms, error };
}

/** What the owner of the webhook may know of it. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "TimeoutError" || name === "AbortError") return `No whole reply within ${timeoutMs / 1_000} s`;
  return message.slice(0, 500);
}

async function giveUp(tx: Tx, due: DueDelivery, { reply_status, error }: Attempt): Promise<void> {
  const isGone = reply_status === gone;
  const reason = isGone ? "The receiver says that it is gone" : `${givenUpAllowed} events in a row: ${error}`;
  const disabled = await noteGivenUp(tx, due.webhook_id, isGone ? 0 : givenUpAllowed, reason);
  if (disabled === undefined) return;
  const payload = {
    user_id: disabled.owner_id,
    webhook_id: due.webhook_id,
    host: new URL(disabled.url).host,
    reason,
    disabled_at: new Date().toISOString(),
  };
  await emit(tx, webhookDisabled, payload, disabled.revision);
}
