import { moveEnrollment as route } from "@smartcourse/contracts/enrollments/routes";
import { moveEnrollment } from "@smartcourse/core/enrollments/move-enrollment";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) =>
  moveEnrollment(tx, { id: params.id, student_id: actor.id }),
);
