import { bulkEnroll as route } from "@smartcourse/contracts/enrollments/bulk-routes";
import { bulkEnroll } from "@smartcourse/core/enrollments/bulk-enroll";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { accepted } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor }) => {
  const bulk = await bulkEnroll(tx, { course_id: params.id, actor, csv: body.csv });
  return accepted(bulk, `/courses/${params.id}/enrollments/bulk/${bulk.id}`);
});
