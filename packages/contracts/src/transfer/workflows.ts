import * as z from "zod";
import { defineWorkflow } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Puts a course's draft and files into an archive: `export-{course}-{n}`, `n` counting from 1. */
export const courseExportWorkflow = defineWorkflow({
  name: "CourseExportWorkflow",
  kind: "export",
  input: z.object({ course_id: Id, run: z.int() }),
});
export type CourseExportInput = z.infer<typeof courseExportWorkflow.input>;

/** Makes a draft of an archive that was uploaded; its id is `import-{import}-1`. */
export const courseImportWorkflow = defineWorkflow({
  name: "CourseImportWorkflow",
  kind: "import",
  input: z.object({ import_id: Id }),
});
export type CourseImportInput = z.infer<typeof courseImportWorkflow.input>;
