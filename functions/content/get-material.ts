import { getMaterial as route } from "@smartcourse/contracts/content/routes";
import { getMaterial } from "@smartcourse/core/content/read-materials";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, actor }) =>
  getMaterial(db, params.id, params.material_id, actor),
);
