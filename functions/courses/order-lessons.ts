import { orderLessons as route } from "@smartcourse/contracts/courses/routes";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { orderLessons } from "@smartcourse/core/courses/order-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = { courseId: params.id, actor, ifMatch: request.headers["if-match"] };
  const order = orderLessons(params.module_id, body.lesson_ids);
  const { result, revision } = await editContent(tx, place, order);
  return new Reply(result, { etag: etag(revision) });
});
