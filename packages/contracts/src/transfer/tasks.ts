import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Where archives of courses lie that were exported: `exports/{course}/…`. They go by themselves after a week. */
export const exportPrefix = "exports/";
/** Where archives arrive that are to be imported: `imports/{import}/…`. They go by themselves after a week. */
export const importPrefix = "imports/";

/** Begins an import whose archive has arrived. Fed by the bucket, whose notifications name the object. */
export const receiveImport = defineTask({
  id: "transfer.receiveImport",
  queue: "receive-import",
  payload: z.object({ import_id: Id, key: z.string() }),
  timeoutSeconds: 60,
  maxRetries: 6,
  uses: ["postgres", "s3", "sqs"],
  concurrency: 2,
  source: { kind: "s3", prefix: importPrefix },
});
