import * as z from "zod";
import { defineTask } from "../define.ts";
import { DeliveryId } from "./schemas.ts";

/** With waits that double from a minute, ten retries take 17 hours and more. */
export const deliverEvent = defineTask({
  id: "webhooks.deliverEvent",
  queue: "deliver-event",
  summary: "Sends one event to one webhook.",
  payload: z.object({ delivery_id: DeliveryId }),
  timeoutSeconds: 30,
  maxRetries: 10,
  uses: ["postgres"],
  concurrency: 10,
});
