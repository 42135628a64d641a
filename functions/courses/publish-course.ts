import { publishCourse as route } from "@smartcourse/contracts/courses/routes";
import { publishCourse } from "@smartcourse/core/courses/publish-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => publishCourse(tx, params.id, actor));
