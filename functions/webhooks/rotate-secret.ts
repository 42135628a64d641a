import { rotateSecret as route } from "@smartcourse/contracts/webhooks/routes";
import { rotateSecret } from "@smartcourse/core/webhooks/rotate-secret";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => rotateSecret(tx, actor.id, params.id));
