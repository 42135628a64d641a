import * as z from "zod";
import { Id, IdFromText, Timestamp } from "../shared-schemas.ts";
import { webhookEvents } from "./event-types.ts";

const EventTypeName = z.enum(webhookEvents.map(({ type }) => type));

/** `url`: absolute, https. `events`: the types that are sent there. */
export const CreateWebhookBody = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  events: z.array(EventTypeName).min(1).max(100),
});
export type CreateWebhookBody = z.infer<typeof CreateWebhookBody>;

export const UpdateWebhookBody = z.strictObject({
  ...CreateWebhookBody.shape,
  enabled: z.boolean(),
});
export type UpdateWebhookBody = z.infer<typeof UpdateWebhookBody>;

/** `disabled_reason`: where it was not its owner who disabled it. */
export const Webhook = z.object({
  id: Id,
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});

const Secret = z.string().meta({ description: "`whsec_` and the key in base64. Shown this once." });

export const WebhookWithSecret = z.object({ ...Webhook.shape, secret: Secret });

/** Until then signatures are made with both secrets. */
export const RotatedSecret = z.object({ secret: Secret, previous_secret_expires_at: Timestamp });

export const DeliveryId = z.int().min(1);

/**
 * How the delivery of an event goes or went. `reply_status` is null where nobody answered, and `error` says why;
 * `reply_start`: the first characters of the last reply.
 */
export const WebhookDelivery = z.object({
  id: DeliveryId,
  event_id: z.uuid(),
  event_type: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.int(),
  reply_status: z.int().nullable(),
  reply_start: z.string().nullable(),
  latency_ms: z.int().nullable(),
  error: z.string().nullable(),
  created_at: Timestamp,
  last_attempt_at: Timestamp.nullable(),
  delivered_at: Timestamp.nullable(),
});

export const WebhookParams = z.object({ id: IdFromText });
export const DeliveryParams = WebhookParams.extend({
  delivery_id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "must be a positive integer")
    .transform(Number),
});
