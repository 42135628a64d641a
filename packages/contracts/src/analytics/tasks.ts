import { defineTask } from "../define.ts";
import { Tick } from "../task-message.ts";

const onPostgres = ["postgres", "sqs"] as const;

/** Writes down how things stand, hour by hour: of what only stands, nothing else tells how it stood. */
export const recordMetrics = defineTask({
  id: "analytics.recordMetrics",
  queue: "record-metrics",
  payload: Tick,
  timeoutSeconds: 120,
  maxRetries: 3,
  uses: onPostgres,
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 60 },
});

/** Compares the projections with the tables that the events told of, and measures the differences. */
export const checkProjections = defineTask({
  id: "analytics.checkProjections",
  queue: "check-projections",
  payload: Tick,
  timeoutSeconds: 600,
  maxRetries: 3,
  uses: onPostgres,
  concurrency: 2,
  source: { kind: "schedule", dailyAt: "03:30" },
});
