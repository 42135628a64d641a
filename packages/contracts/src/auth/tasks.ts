import * as z from "zod";
import { defineTask } from "../define.ts";

/** Drops cached sessions again, in case Redis was down when the database ended them. */
export const forgetSessions = defineTask({
  id: "auth.forgetSessions",
  queue: "forget-sessions",
  payload: z.object({ session_ids: z.array(z.uuid()).max(1000) }),
  timeoutSeconds: 30,
  maxRetries: 3,
  uses: ["postgres", "redis", "sqs"],
  concurrency: 2,
});
