import { forgetCourse } from "@smartcourse/contracts/courses/tasks";
import { courseKey } from "@smartcourse/platform/course-cache";
import { forget } from "@smartcourse/platform/read-cache";
import { task } from "@smartcourse/platform/task";

export const handler = task(forgetCourse, ({ course_id }) => forget([courseKey(course_id)]));
