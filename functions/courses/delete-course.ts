import { deleteCourse as route } from "@smartcourse/contracts/courses/routes";
import { deleteCourse } from "@smartcourse/core/courses/delete-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor, request }) =>
  deleteCourse(tx, params.id, actor, request.headers["if-match"]),
);
