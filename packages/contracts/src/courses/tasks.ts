import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Drops a course from the cache again, in case Redis was down, or the process died, when it changed. */
export const forgetCourse = defineTask({
  id: "courses.forgetCourse",
  queue: "forget-courses",
  payload: z.object({ course_id: Id }),
  timeoutSeconds: 30,
  maxRetries: 3,
  uses: ["postgres", "redis", "sqs"],
  concurrency: 2,
});
