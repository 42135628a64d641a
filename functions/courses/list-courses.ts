import { listCourses as route } from "@smartcourse/contracts/courses/routes";
import { listCourses } from "@smartcourse/core/courses/list-courses";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listCourses(db, query, actor));
