import { exportCourse as route } from "@smartcourse/contracts/transfer/routes";
import { exportCourse } from "@smartcourse/core/transfer/export-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => exportCourse(tx, params.id, actor));
