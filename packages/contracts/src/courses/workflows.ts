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

/**
 * Removes what the stores hold of a course whose row was deleted: vectors, files, documents. Counts at the end, and ends
 * only where nothing is left. Its id is `delete-{course}-1`: a course's id is never used again.
 */
export const courseDeletionWorkflow = defineWorkflow({
  name: "CourseDeletionWorkflow",
  kind: "deletion",
  input: z.object({ course_id: Id }),
});
export type CourseDeletionInput = z.infer<typeof courseDeletionWorkflow.input>;

/** Embeds and indexes again the versions of a course that are read: `reindex-{course}-{n}`, `n` counting from 1. */
export const courseReindexWorkflow = defineWorkflow({
  name: "CourseReindexWorkflow",
  kind: "reindex",
  input: z.object({ course_id: Id, run: z.int() }),
});
export type CourseReindexInput = z.infer<typeof courseReindexWorkflow.input>;

/** Takes a version that nobody reads any more out of the search index: `retire-{course}-v{version}`. */
export const versionRetirementWorkflow = defineWorkflow({
  name: "VersionRetirementWorkflow",
  kind: "retirement",
  input: z.object({ course_id: Id, version: z.int() }),
});
export type VersionRetirementInput = z.infer<typeof versionRetirementWorkflow.input>;
