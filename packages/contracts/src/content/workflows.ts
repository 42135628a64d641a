import * as z from "zod";
import { defineWorkflow } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Makes poster, sound and transcript of an uploaded video; its id is `video-{material}-{run}`. */
export const videoProcessingWorkflow = defineWorkflow({
  name: "VideoProcessingWorkflow",
  kind: "video",
  input: z.object({ course_id: Id, material_id: Id, run: z.int() }),
});
export type VideoProcessingInput = z.infer<typeof videoProcessingWorkflow.input>;
