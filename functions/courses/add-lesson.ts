import { addLesson as route } from "@smartcourse/contracts/courses/routes";
import { addLesson } from "@smartcourse/core/courses/course-content";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = {
    courseId: params.id,
    actor,
    ifMatch: request.headers["if-match"],
    idempotencyKey: request.headers["idempotency-key"],
  };
  const { result, revision } = await editContent(tx, place, addLesson(params.module_id, body));
  return created(result, `/courses/${params.id}/modules/${params.module_id}/lessons/${result.id}`, {
    etag: etag(revision),
  });
});
