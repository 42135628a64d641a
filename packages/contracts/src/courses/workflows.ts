import * as z from "zod";
import { defineWorkflow } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Makes a version of a course out of its draft and publishes it; its id is `publish-{course}-v{version}`. */
export const coursePublishingWorkflow = defineWorkflow({
  name: "CoursePublishingWorkflow",
  kind: "publish",
  input: z.object({ course_id: Id, version: z.int() }),
});
export type CoursePublishingInput = z.infer<typeof coursePublishingWorkflow.input>;
