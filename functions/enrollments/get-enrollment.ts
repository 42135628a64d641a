import { getEnrollment as route } from "@smartcourse/contracts/enrollments/routes";
import { getEnrollment } from "@smartcourse/core/enrollments/read-enrollment";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getEnrollment(db, params.id, actor));
