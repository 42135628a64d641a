import { defineTask } from "../define.ts";
import { Arrival } from "../task-message.ts";

/** Where archives of courses lie that were exported: `exports/{course}/…`. They go by themselves after a week. */
export const exportPrefix = "exports/";
/** Where archives arrive that are to be imported: `imports/{import}/…`. They go by themselves after a week. */
export const importPrefix = "imports/";

export const receiveImport = defineTask({
  id: "transfer.receiveImport",
  queue: "receive-import",
  summary: "Begins an import whose archive has arrived.",
  payload: Arrival,
  timeoutSeconds: 60,
  maxRetries: 6,
  uses: ["postgres", "s3"],
  concurrency: 2,
  source: { kind: "s3", prefix: importPrefix },
});
