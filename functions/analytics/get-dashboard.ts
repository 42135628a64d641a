import { getDashboard as route } from "@smartcourse/contracts/analytics/routes";
import { getDashboard } from "@smartcourse/core/analytics/get-dashboard";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) =>
  getDashboard(db, actor, query.time_zone, new Date()),
);
