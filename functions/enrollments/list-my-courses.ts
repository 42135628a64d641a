import { listMyCourses as route } from "@smartcourse/contracts/enrollments/routes";
import { listMyCourses } from "@smartcourse/core/enrollments/list-my-courses";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listMyCourses(db, actor.id, query));
