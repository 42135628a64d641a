import { deleteMaterial as route } from "@smartcourse/contracts/content/routes";
import { deleteMaterial } from "@smartcourse/core/content/delete-material";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, actor, request }) => {
  const place = { courseId: params.id, id: params.material_id };
  await deleteMaterial(tx, place, actor, request.headers["if-match"]);
  return undefined;
});
