import * as z from "zod";
import { defineWorkflow } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Confirms an enrolment and announces it; its id is `enrol-{enrollment}-{attempt}`. */
export const enrollmentWorkflow = defineWorkflow({
  name: "EnrollmentWorkflow",
  kind: "enrollment",
  input: z.object({ enrollment_id: Id, attempt: z.int() }),
});
export type EnrollmentWorkflowInput = z.infer<typeof enrollmentWorkflow.input>;
