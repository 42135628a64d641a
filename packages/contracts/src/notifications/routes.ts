import * as z from "zod";
import { defineRoute, roles } from "../define.ts";
import { Empty, PageQuery } from "../shared-schemas.ts";
import {
  Notification,
  NotificationPage,
  NotificationParams,
  NotificationsQuery,
  Preferences,
  SubscribeBody,
  Subscription,
  SubscriptionPage,
  SubscriptionParams,
  Unread,
  UnsubscribeForm,
  UnsubscribeParams,
  UpdatePreferencesBody,
  streamSeconds,
} from "./schemas.ts";

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

export const streamNew = defineRoute({
  id: "notifications.streamNew",
  method: "GET",
  path: "/notifications/stream",
  access: roles,
  summary: "New notifications as they come",
  description:
    "Server-sent events: `ready` with the unread count, then a `notification` each, and `end` after four minutes: connect again. With `Last-Event-ID` it goes on after that one. Where no stream is to be had (429), read the list.",
  replies: { 200: z.string() },
  mediaType: "text/event-stream",
  stream: true,
  errors: [],
  uses: onPostgres,
  // As long as one may last: so nobody has many open at once.
  limits: { account: { limit: 8, window: streamSeconds } },
  timeoutSeconds: streamSeconds + 20,
  memoryMb: 256,
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

export const getPreferences = defineRoute({
  id: "notifications.getPreferences",
  method: "GET",
  path: "/notifications/preferences",
  access: roles,
  summary: "How the caller is told of what",
  description:
    "`address.undeliverable_since`: mail came back, and none is sent until she confirms the address.",
  replies: { 200: Preferences },
  errors: [],
  uses: onPostgres,
});

export const setPreferences = defineRoute({
  id: "notifications.setPreferences",
  method: "PUT",
  path: "/notifications/preferences",
  access: roles,
  summary: "Change how one is told of what",
  description:
    "What is not sent stays as it is. Offers of a seat, enrolments that failed and revoked certificates are always in the list; mail of them can be turned off.",
  body: UpdatePreferencesBody,
  replies: { 200: Preferences },
  errors: ["notification.essential"],
  uses: onPostgres,
});

export const confirmAddress = defineRoute({
  id: "notifications.confirmAddress",
  method: "POST",
  path: "/notifications/address/confirm",
  access: roles,
  summary: "Say that mail reaches one's address again",
  replies: { 200: Preferences },
  errors: [],
  uses: onPostgres,
  limits: { account: { limit: 3, window: 3600 } },
});

export const addSubscription = defineRoute({
  id: "notifications.addSubscription",
  method: "POST",
  path: "/notifications/subscriptions",
  access: roles,
  summary: "Be told when a course gets a new version, or an instructor publishes a new course",
  description: "Subscribing twice answers the same.",
  body: SubscribeBody,
  replies: { 201: Subscription },
  errors: ["course.not_found", "user.not_found"],
  uses: onPostgres,
});

export const listSubscribed = defineRoute({
  id: "notifications.listSubscribed",
  method: "GET",
  path: "/notifications/subscriptions",
  access: roles,
  summary: "The caller's subscriptions, newest first",
  query: PageQuery,
  replies: { 200: SubscriptionPage },
  errors: [],
  uses: onPostgres,
});

export const dropSubscription = defineRoute({
  id: "notifications.dropSubscription",
  method: "DELETE",
  path: "/notifications/subscriptions/{id}",
  access: roles,
  summary: "End a subscription",
  params: SubscriptionParams,
  replies: { 204: Empty },
  errors: ["subscription.not_found"],
  uses: onPostgres,
});

/** Mail providers ask for many people from few addresses. */
const byMailPrograms = {
  path: "/notifications/unsubscribe/{token}",
  access: "public",
  params: UnsubscribeParams,
  replies: { 200: z.string() },
  mediaType: "text/html",
  errors: ["notification.link_invalid"],
  limits: { address: { limit: 6000, window: 60 } },
} as const;

export const unsubscribePage = defineRoute({
  ...byMailPrograms,
  id: "notifications.unsubscribePage",
  method: "GET",
  summary: "Ask whether mails of one kind shall stop",
  description: "Changes nothing: programs follow links of mails to look at them.",
  uses: ["redis"],
});

export const unsubscribe = defineRoute({
  ...byMailPrograms,
  id: "notifications.unsubscribe",
  method: "POST",
  summary: "Stop mails of one kind to one person (RFC 8058)",
  description: "Of mails of that kind: the list still has what they tell. Asking twice changes nothing more.",
  body: UnsubscribeForm,
  form: true,
  idempotent: false,
  uses: onPostgres,
});
