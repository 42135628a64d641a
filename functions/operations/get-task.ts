import { getTask as route } from "@smartcourse/contracts/operations/routes";
import { getTask } from "@smartcourse/core/operations/get-task";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getTask(db, params.id, actor));
