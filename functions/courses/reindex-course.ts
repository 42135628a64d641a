import { reindexCourse as route } from "@smartcourse/contracts/courses/routes";
import { reindexCourse } from "@smartcourse/core/courses/reindex-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => reindexCourse(tx, params.id, actor));
