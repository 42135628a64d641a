import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { notificationView } from "./notification-view.ts";
import * as store from "./notifications-store.ts";
import { findTimeZone } from "./settings-store.ts";

const Position = z.object({ id: Id });

interface Query {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly unread?: "true" | undefined;
}

/** A page of a person's notifications, newest first. @throws DomainError request.invalid for a cursor of another list */
export async function listNotifications(db: Db, userId: number, { limit, cursor, unread }: Query) {
  const beforeId = decodeCursor(cursor, Position)?.id;
  const rows = await store.listNotifications(db, userId, { limit, beforeId, unread: unread === "true" });
  const timeZone = await findTimeZone(db, userId);
  const { items, next_cursor } = toPage(rows, limit, ({ id }) => ({ id }));
  return {
    items: items.map((row) => notificationView(row, timeZone)),
    next_cursor,
    unread_count: await store.countUnread(db, userId),
  };
}
