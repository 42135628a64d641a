import { updateModule as route } from "@smartcourse/contracts/courses/routes";
import { updateModule } from "@smartcourse/core/courses/course-content";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = { courseId: params.id, actor, ifMatch: request.headers["if-match"] };
  const { result, revision } = await editContent(tx, place, updateModule(params.module_id, body));
  return new Reply(result, { etag: etag(revision) });
});
