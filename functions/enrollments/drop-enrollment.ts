import { dropEnrollment as route } from "@smartcourse/contracts/enrollments/routes";
import { dropEnrollment } from "@smartcourse/core/enrollments/drop-enrollment";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, actor }) => {
  await dropEnrollment(tx, { id: params.id, student_id: actor.id });
  return undefined;
});
