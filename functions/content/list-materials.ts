import { listMaterials as route } from "@smartcourse/contracts/content/routes";
import { listMaterials } from "@smartcourse/core/content/read-materials";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, query, actor }) =>
  listMaterials(db, params.id, actor, query),
);
