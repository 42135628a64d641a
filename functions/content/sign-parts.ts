import { signParts as route } from "@smartcourse/contracts/content/routes";
import { signMoreParts } from "@smartcourse/core/content/complete-upload";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, body, actor }) =>
  signMoreParts(tx, { courseId: params.id, id: params.material_id }, actor, body.part_numbers),
);
