import { recordMetrics as contract } from "@smartcourse/contracts/analytics/tasks";
import { recordMetrics } from "@smartcourse/core/analytics/record-metrics";
import { postgres } from "@smartcourse/platform/postgres";
import { task } from "@smartcourse/platform/task";

export const handler = task(contract, ({ scheduled_at }) =>
  recordMetrics(postgres(), new Date(scheduled_at)),
);
