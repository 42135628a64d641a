import { defineRoute, roles } from "../define.ts";
import { NotificationParams, NotificationPage, NotificationsQuery, Notification, Unread } from "./schemas.ts";

const onPostgres = ["postgres", "redis"] as const;

export const listOwn = defineRoute({
  id: "notifications.listOwn",
  method: "GET",
  path: "/notifications",
  access: roles,
  summary: "The caller's notifications, newest first",
  query: NotificationsQuery,
  replies: { 200: NotificationPage },
  errors: [],
  uses: onPostgres,
});

export const readOne = defineRoute({
  id: "notifications.readOne",
  method: "POST",
  path: "/notifications/{id}/read",
  access: roles,
  summary: "Mark a notification as read",
  description: "Reading twice answers the same.",
  params: NotificationParams,
  replies: { 200: Notification },
  errors: ["notification.not_found"],
  uses: onPostgres,
});

export const readAll = defineRoute({
  id: "notifications.readAll",
  method: "POST",
  path: "/notifications/read-all",
  access: roles,
  summary: "Mark every notification as read",
  replies: { 200: Unread },
  errors: [],
  uses: onPostgres,
});
