import type { Db, Tx } from "@smartcourse/platform/postgres";
import { uuidv5 } from "@smartcourse/platform/uuid-v5";
import type { DigestData } from "./compose-mail.ts";
import { lockDue, scheduleNext, takeDigestItems } from "./digest-store.ts";
import { queueMails } from "./mails-store.ts";
import type { Notice } from "./notices.ts";

const batchSize = 200;
/** A digest tells so many, the newest, and how many more there are. */
const longestDigest = 30;
/** Below the task's 60 s: what is left is due at the next tick too. */
const longestMs = 40_000;
/** Namespace of the digests' event ids. */
const namespace = "5d3a2c1e-7a0b-5c54-9d6b-3f1f0f3f7c11";

/**
 * Queues the digest of everybody whose is due. A person has one in a period: her row is locked while it is made, and says
 * afterwards when the next one is due.
 */
export async function sendDigests(db: Db, size = batchSize): Promise<void> {
  const until = performance.now() + longestMs;
  let done: number;
  do {
    done = await db.transaction().execute((tx) => sendBatch(tx, size));
  } while (done === size && performance.now() < until);
}

async function sendBatch(tx: Tx, size: number): Promise<number> {
  const due = await lockDue(tx, size);
  if (due.length === 0) return 0;
  const userIds = due.map(({ user_id }) => user_id);
  const waiting = Map.groupBy(await takeDigestItems(tx, userIds), ({ user_id }) => user_id);
  await queueMails(
    tx,
    due.flatMap(({ user_id, next_digest_at }) => {
      const items = waiting.get(user_id);
      if (items === undefined) return [];
      const eventId = uuidv5(`${user_id}@${next_digest_at}`, namespace);
      return [{ userId: user_id, eventId, kind: "digest" as const, data: digestOf(items) }];
    }),
  );
  await scheduleNext(tx, userIds);
  return due.length;
}

function digestOf(items: readonly { kind: string; data: object }[]): DigestData {
  const notices = items.slice(0, longestDigest).map(({ kind, data }) => ({ kind, data }) as Notice);
  return { notices, total: items.length };
}
