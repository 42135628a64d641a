import { updateLesson as route } from "@smartcourse/contracts/courses/routes";
import { updateLesson } from "@smartcourse/core/courses/course-content";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const place = { courseId: params.id, actor, ifMatch: request.headers["if-match"] };
  const { result, revision } = await editContent(
    tx,
    place,
    updateLesson(params.module_id, params.lesson_id, body),
  );
  return new Reply(result, { etag: etag(revision) });
});
