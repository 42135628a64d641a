import { updateMaterial as route } from "@smartcourse/contracts/content/routes";
import { updateMaterial } from "@smartcourse/core/content/update-material";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = { courseId: params.id, id: params.material_id };
  const material = await updateMaterial(tx, place, actor, body, request.headers["if-match"]);
  return new Reply(material, { etag: etag(material.revision) });
});
