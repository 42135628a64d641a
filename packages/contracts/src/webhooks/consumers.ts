import { defineConsumer } from "../define.ts";
import { webhookEvents } from "./event-types.ts";

/** Has every event delivered to the webhooks that are to be told of it. */
export const fanOutEvents = defineConsumer({
  id: "webhooks.fanOutEvents",
  group: "webhook-service",
  events: webhookEvents,
  uses: ["postgres"],
});
