import { defineTask } from "../define.ts";
import { Tick } from "../task-message.ts";

/** Passes on the seats that were offered to those first in line and not taken in time. */
export const sweepWaitlists = defineTask({
  id: "enrollments.sweepWaitlists",
  queue: "sweep-waitlists",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres", "sqs"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 5 },
});
