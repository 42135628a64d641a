import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

/** Nothing is sent to a webhook any more, since nothing arrived there. Its owner is to be told. `host`: of its address. */
export const webhookDisabled = defineEvent({
  type: "webhook.disabled",
  version: 1,
  topic: "user.events",
  aggregate: "user_id",
  payload: z.object({
    user_id: Id,
    webhook_id: Id,
    host: z.string(),
    reason: z.string(),
    disabled_at: Timestamp,
  }),
});
