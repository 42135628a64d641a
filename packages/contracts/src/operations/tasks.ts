import { defineTask } from "../define.ts";
import { Tick } from "../task-message.ts";

export const purgeRows = defineTask({
  id: "operations.purgeRows",
  queue: "purge-rows",
  summary: "Deletes rows that nobody needs any more.",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 60 },
});
