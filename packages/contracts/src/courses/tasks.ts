import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

export const forgetCourse = defineTask({
  id: "courses.forgetCourse",
  queue: "forget-courses",
  summary:
    "Drops a course from the cache again, in case Redis was down, or the process died, when it changed.",
  payload: z.object({ course_id: Id }),
  timeoutSeconds: 6,
  maxRetries: 3,
  uses: ["redis"],
  concurrency: 2,
});
