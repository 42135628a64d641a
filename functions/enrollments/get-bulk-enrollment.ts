import { getBulkEnrollment as route } from "@smartcourse/contracts/enrollments/bulk-routes";
import { getBulkEnrollment } from "@smartcourse/core/enrollments/bulk-enroll";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, query, actor }) =>
  getBulkEnrollment(db, { course_id: params.id, id: params.bulk_id, actor, ...query }),
);
