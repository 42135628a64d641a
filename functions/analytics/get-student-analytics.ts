import { getStudentAnalytics as route } from "@smartcourse/contracts/analytics/routes";
import { getStudentAnalytics } from "@smartcourse/core/analytics/get-student-analytics";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, query, actor }) =>
  getStudentAnalytics(db, { id: params.id, query, actor }, new Date()),
);
