import { retryMaterial as route } from "@smartcourse/contracts/content/routes";
import { retryMaterial } from "@smartcourse/core/content/retry-material";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, body, actor }) =>
  retryMaterial(tx, { courseId: params.id, id: params.material_id }, actor, body),
);
