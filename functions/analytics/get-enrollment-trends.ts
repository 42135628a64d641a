import { getEnrollmentTrends as route } from "@smartcourse/contracts/analytics/routes";
import { getEnrollmentTrends } from "@smartcourse/core/analytics/get-enrollment-trends";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) =>
  getEnrollmentTrends(db, query, actor, new Date()),
);
