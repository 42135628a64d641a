import { DomainError } from "@smartcourse/contracts/errors";
import type { Notification } from "@smartcourse/contracts/notifications/schemas";
import type { Tx } from "@smartcourse/platform/postgres";
import { notificationView } from "./notification-view.ts";
import { markRead } from "./notifications-store.ts";
import { findTimeZone } from "./settings-store.ts";

/** Marks a person's notification as read. @throws DomainError notification.not_found, also where it is somebody else's */
export async function readNotification(tx: Tx, userId: number, id: number): Promise<Notification> {
  const row = await markRead(tx, userId, id);
  if (row === undefined)
    throw new DomainError("notification.not_found", `There is no notification ${id}: read the list again`);
  return notificationView(row, await findTimeZone(tx, userId));
}
