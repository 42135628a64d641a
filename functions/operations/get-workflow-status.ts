import { getWorkflowStatus as route } from "@smartcourse/contracts/operations/routes";
import { getWorkflowStatus } from "@smartcourse/core/operations/get-workflow-status";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) => getWorkflowStatus(db, params.id, actor));
