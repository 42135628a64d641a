import { getProgress as route } from "@smartcourse/contracts/enrollments/routes";
import { getProgress } from "@smartcourse/core/enrollments/read-enrollment";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getProgress(db, params.id, actor));
