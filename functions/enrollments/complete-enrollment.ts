import { completeEnrollment as route } from "@smartcourse/contracts/enrollments/routes";
import { completeEnrollment } from "@smartcourse/core/enrollments/complete-enrollment";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) =>
  completeEnrollment(tx, { id: params.id, student_id: actor.id }),
);
