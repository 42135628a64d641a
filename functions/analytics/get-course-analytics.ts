import { getCourseAnalytics as route } from "@smartcourse/contracts/analytics/routes";
import { getCourseAnalytics } from "@smartcourse/core/analytics/get-course-analytics";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, query, actor }) =>
  getCourseAnalytics(db, { id: params.id, query, actor }, new Date()),
);
