import { addMaterial as route } from "@smartcourse/contracts/content/routes";
import { addMaterial } from "@smartcourse/core/content/add-material";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor }) => {
  const material = await addMaterial(tx, params.id, actor, body);
  const location = `/courses/${params.id}/materials/${material.id}`;
  return created(material, location, { etag: etag(material.revision) });
});
