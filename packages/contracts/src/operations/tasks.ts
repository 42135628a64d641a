import { defineTask } from "../define.ts";
import { Tick } from "../task-message.ts";

/** Deletes rows that nobody needs any more. */
export const purgeRows = defineTask({
  id: "operations.purgeRows",
  queue: "purge-rows",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres", "sqs"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 60 },
});
