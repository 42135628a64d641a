import * as z from "zod";
import { defineTask } from "../define.ts";
import { Tick } from "../task-message.ts";

/** Where reports lie: `reports/{owner}/{report}/{name}`. They go by themselves after a week. */
export const reportPrefix = "reports/";

export const writeReport = defineTask({
  id: "analytics.writeReport",
  queue: "write-report",
  summary: "Writes a report that somebody asked for. Written again, it is the same file.",
  payload: z.object({ report_id: z.uuid() }),
  timeoutSeconds: 300,
  memoryMb: 1024,
  maxRetries: 3,
  uses: ["postgres", "s3"],
  concurrency: 2,
});

/** Of what only stands, nothing else tells how it stood. */
export const recordMetrics = defineTask({
  id: "analytics.recordMetrics",
  queue: "record-metrics",
  summary: "Writes down how things stand, hour by hour.",
  payload: Tick,
  timeoutSeconds: 120,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 60 },
});

export const checkProjections = defineTask({
  id: "analytics.checkProjections",
  queue: "check-projections",
  summary: "Compares the projections with the tables that the events told of, and measures the differences.",
  payload: Tick,
  timeoutSeconds: 600,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "schedule", dailyAt: "03:30" },
});
