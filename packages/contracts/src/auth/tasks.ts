import * as z from "zod";
import { defineTask } from "../define.ts";

export const forgetSessions = defineTask({
  id: "auth.forgetSessions",
  queue: "forget-sessions",
  summary: "Drops cached sessions again, in case Redis was down when the database ended them.",
  payload: z.object({ session_ids: z.array(z.uuid()).max(1000) }),
  timeoutSeconds: 6,
  maxRetries: 3,
  uses: ["postgres", "redis"],
  concurrency: 2,
});
