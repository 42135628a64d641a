import { getMaterial as route } from "@smartcourse/contracts/content/routes";
import { getMaterial } from "@smartcourse/core/content/read-materials";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const material = await getMaterial(db, params.id, params.material_id, actor);
  return new Reply(material, { etag: etag(material.revision) });
});
