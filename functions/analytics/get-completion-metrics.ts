import { getCompletionMetrics as route } from "@smartcourse/contracts/analytics/routes";
import { getCompletionMetrics } from "@smartcourse/core/analytics/get-completion-metrics";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) =>
  getCompletionMetrics(db, query, actor, new Date()),
);
