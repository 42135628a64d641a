import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";
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

/** Enrols the students of an uploaded list, line by line. Begun again it goes on with the lines that are left. */
export const runBulkEnrollment = defineTask({
  id: "enrollments.runBulkEnrollment",
  queue: "run-bulk-enrollments",
  payload: z.object({ bulk_enrollment_id: Id }),
  timeoutSeconds: 300,
  maxRetries: 3,
  uses: ["postgres", "redis", "sqs"],
  concurrency: 2,
});
