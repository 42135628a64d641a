import { updateProgress as route } from "@smartcourse/contracts/enrollments/routes";
import { updateProgress } from "@smartcourse/core/enrollments/update-progress";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, body, actor }) =>
  updateProgress(tx, { id: params.id, student_id: actor.id, ...body }),
);
