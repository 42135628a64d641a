import { defineRoute } from "../define.ts";
import { Empty, PageQuery, page } from "../shared-schemas.ts";
import {
  CreateWebhookBody,
  DeliveryParams,
  RotatedSecret,
  UpdateWebhookBody,
  Webhook,
  WebhookDelivery,
  WebhookParams,
  WebhookWithSecret,
} from "./schemas.ts";

const owners = ["instructor", "admin"] as const;
const uses = ["postgres", "redis"] as const;

export const createWebhook = defineRoute({
  id: "webhooks.createWebhook",
  method: "POST",
  path: "/webhooks",
  access: owners,
  summary: "Have events sent to an address of yours",
  description:
    "Instructors are told of their courses, admins of all courses and accounts. Each event is a POST of the event as CloudEvents has it, signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`): its schemas are published. It may come twice and out of order: `webhook-id` tells. Answer with 2xx within 10 seconds; everything else is tried again for about a day.",
  body: CreateWebhookBody,
  replies: { 201: WebhookWithSecret },
  errors: ["webhook.address_refused", "webhook.events_not_open", "webhook.too_many"],
  uses,
  // Its reply would be kept as it is, and there is a secret in it.
  idempotent: false,
});

export const listWebhooks = defineRoute({
  id: "webhooks.listWebhooks",
  method: "GET",
  path: "/webhooks",
  access: owners,
  summary: "List your webhooks",
  query: PageQuery,
  replies: { 200: page(Webhook) },
  errors: [],
  uses,
});

export const getWebhook = defineRoute({
  id: "webhooks.getWebhook",
  method: "GET",
  path: "/webhooks/{id}",
  access: owners,
  summary: "Get a webhook",
  params: WebhookParams,
  replies: { 200: Webhook },
  errors: ["webhook.not_found"],
  uses,
});

export const updateWebhook = defineRoute({
  id: "webhooks.updateWebhook",
  method: "PUT",
  path: "/webhooks/{id}",
  access: owners,
  summary: "Change a webhook, disable it or enable it again",
  params: WebhookParams,
  body: UpdateWebhookBody,
  replies: { 200: Webhook },
  errors: [
    "webhook.not_found",
    "webhook.address_refused",
    "webhook.events_not_open",
    "request.precondition_failed",
  ],
  uses,
});

export const deleteWebhook = defineRoute({
  id: "webhooks.deleteWebhook",
  method: "DELETE",
  path: "/webhooks/{id}",
  access: owners,
  summary: "Delete a webhook and its deliveries",
  params: WebhookParams,
  replies: { 204: Empty },
  errors: ["webhook.not_found"],
  uses,
});

export const rotateSecret = defineRoute({
  id: "webhooks.rotateSecret",
  method: "POST",
  path: "/webhooks/{id}/rotate-secret",
  access: owners,
  summary: "Get a new secret",
  description: "The one before is valid for another day, and signs beside the new one.",
  params: WebhookParams,
  replies: { 200: RotatedSecret },
  errors: ["webhook.not_found"],
  uses,
  // Its reply would be kept as it is, and there is a secret in it.
  idempotent: false,
});

export const testWebhook = defineRoute({
  id: "webhooks.testWebhook",
  method: "POST",
  path: "/webhooks/{id}/test",
  access: owners,
  summary: "Have an event of type webhook.test sent",
  params: WebhookParams,
  replies: { 202: WebhookDelivery },
  errors: ["webhook.not_found", "webhook.disabled"],
  uses,
});

export const listDeliveries = defineRoute({
  id: "webhooks.listDeliveries",
  method: "GET",
  path: "/webhooks/{id}/deliveries",
  access: owners,
  summary: "List what was sent to a webhook, newest first",
  description: "Deliveries are kept for 30 days.",
  params: WebhookParams,
  query: PageQuery,
  replies: { 200: page(WebhookDelivery) },
  errors: ["webhook.not_found"],
  uses,
});

export const redeliverEvent = defineRoute({
  id: "webhooks.redeliverEvent",
  method: "POST",
  path: "/webhooks/{id}/deliveries/{delivery_id}/redeliver",
  access: owners,
  summary: "Send an event once more",
  description: "Its `webhook-id` is the same.",
  params: DeliveryParams,
  replies: { 202: WebhookDelivery },
  errors: ["webhook.not_found", "webhook.delivery_not_found", "webhook.delivery_pending", "webhook.disabled"],
  uses,
});
