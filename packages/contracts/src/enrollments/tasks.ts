import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";
import { Tick } from "../task-message.ts";

export const sweepWaitlists = defineTask({
  id: "enrollments.sweepWaitlists",
  queue: "sweep-waitlists",
  summary: "Passes on the seats that were offered to those first in line and not taken in time.",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 5 },
});

export const runBulkEnrollment = defineTask({
  id: "enrollments.runBulkEnrollment",
  queue: "run-bulk-enrollments",
  summary:
    "Enrols the students of an uploaded list, line by line. Begun again it goes on with the lines that are left.",
  payload: z.object({ bulk_enrollment_id: Id }),
  timeoutSeconds: 300,
  maxRetries: 3,
  uses: ["postgres", "redis"],
  concurrency: 2,
});
