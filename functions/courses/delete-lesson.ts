import { deleteLesson as route } from "@smartcourse/contracts/courses/routes";
import { deleteLesson } from "@smartcourse/core/courses/course-content";
import { editContent } from "@smartcourse/core/courses/edit-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, actor, request }) => {
  const place = { courseId: params.id, actor, ifMatch: request.headers["if-match"] };
  const { revision } = await editContent(tx, place, deleteLesson(params.module_id, params.lesson_id));
  return new Reply(undefined, { etag: etag(revision) });
});
