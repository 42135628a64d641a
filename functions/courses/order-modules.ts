import { orderModules as route } from "@smartcourse/contracts/courses/routes";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { orderModules } from "@smartcourse/core/courses/order-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = { courseId: params.id, actor, ifMatch: request.headers["if-match"] };
  const { result, revision } = await editContent(tx, place, orderModules(body.module_ids));
  const content = { course_id: params.id, version: null, modules: [...result] };
  return new Reply(content, { etag: etag(revision) });
});
