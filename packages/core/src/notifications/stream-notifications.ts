import { setTimeout as pause } from "node:timers/promises";
import type { notificationEvents } from "@smartcourse/contracts/notifications/schemas";
import { type Actor, loadSession } from "@smartcourse/platform/auth/sessions";
import type { EventOf } from "@smartcourse/platform/edge/stream-events";
import type { Db } from "@smartcourse/platform/postgres";
import { notificationView } from "./notification-view.ts";
import { countUnread, listNewer, newestId } from "./notifications-store.ts";
import { findTimeZone } from "./settings-store.ts";

type StreamEvent = EventOf<typeof notificationEvents>;

const pageSize = 50;

interface Reading {
  readonly reader: Actor;
  /** The last one that she has seen; undefined: only what comes from now on. */
  readonly lastSeen: number | undefined;
  /** Between two looks. */
  readonly pollMs: number;
  /** Aborts when the stream has lasted long enough, or nobody reads it any more. */
  readonly signal: AbortSignal;
}

/**
 * A person's notifications as they come. A person's are committed in the order of their ids, so that looking for those after the
 * last misses none. It ends without a word when her session does: who connects again is told why.
 */
export async function* streamNotifications(
  db: Db,
  { reader, lastSeen, pollMs, signal }: Reading,
): AsyncGenerator<StreamEvent> {
  let last = lastSeen ?? (await newestId(db, reader.id));
  const timeZone = await findTimeZone(db, reader.id);
  yield { event: "ready", id: last, data: { unread_count: await countUnread(db, reader.id) } };
  while (!signal.aborted) {
    if ((await loadSession(db, reader.sessionId)) === undefined) return;
    const rows = await listNewer(db, reader.id, last, pageSize);
    for (const row of rows) {
      last = row.id;
      yield { event: "notification", id: last, data: notificationView(row, timeZone) };
    }
    if (rows.length < pageSize) await sleep(pollMs, signal);
  }
  yield { event: "end", id: last, data: {} };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The id in a `Last-Event-ID` header; undefined where there is none that we gave. */
export function readLastEventId(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,10}$/.test(header) ? Number(header) : undefined;
}
