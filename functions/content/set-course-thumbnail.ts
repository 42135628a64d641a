import { setCourseThumbnail as route } from "@smartcourse/contracts/content/routes";
import { setCourseThumbnail } from "@smartcourse/core/content/course-thumbnail";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, body, actor }) =>
  setCourseThumbnail(tx, params.id, actor, body.material_id),
);
