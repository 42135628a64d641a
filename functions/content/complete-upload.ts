import { completeUpload as route } from "@smartcourse/contracts/content/routes";
import { completeUpload } from "@smartcourse/core/content/complete-upload";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, body, actor }) =>
  completeUpload(db, { courseId: params.id, id: params.material_id }, actor, body),
);
