import * as z from "zod";
import { defineWorkflow } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Makes what the search holds of a course what the course is now; its id is `search-{event}`. */
export const courseSearchWorkflow = defineWorkflow({
  name: "CourseSearchWorkflow",
  kind: "search",
  input: z.object({ course_id: Id }),
});
export type CourseSearchInput = z.infer<typeof courseSearchWorkflow.input>;
