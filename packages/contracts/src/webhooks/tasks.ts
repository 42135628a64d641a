import * as z from "zod";
import { defineTask } from "../define.ts";
import { DeliveryId } from "./schemas.ts";

/** Sends one event to one webhook. With waits that double from a minute, ten retries take 17 hours. */
export const deliverEvent = defineTask({
  id: "webhooks.deliverEvent",
  queue: "deliver-event",
  payload: z.object({ delivery_id: DeliveryId }),
  timeoutSeconds: 30,
  maxRetries: 10,
  uses: ["postgres", "sqs"],
  concurrency: 10,
});
