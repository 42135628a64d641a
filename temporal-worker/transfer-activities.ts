import { Context } from "@temporalio/activity";
import type { CourseExportInput, CourseImportInput } from "@smartcourse/contracts/transfer/workflows";
import { removeUnusedDraft } from "@smartcourse/core/courses/create-imported-course";
import type { ExportResult } from "@smartcourse/core/transfer/export-course";
import { exportWorkflowId } from "@smartcourse/core/transfer/export-store";
import { checkImport, copyFiles, requireImport } from "@smartcourse/core/transfer/import-archive";
import { importKey, importWorkflowId } from "@smartcourse/core/transfer/import-store";
import { writeExport } from "@smartcourse/core/transfer/write-export";
import { removeObject } from "@smartcourse/platform/s3";
import { endWorkflow, markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { makeImportedCourse } from "./make-imported-course.ts";
import { whileBeating } from "./while-beating.ts";

type Export = CourseExportInput;
type Import = CourseImportInput;

export type TransferActivities = ReturnType<typeof createTransferActivities>;

/** The steps of CourseExportWorkflow and CourseImportWorkflow. Each may run again after it did its work. */
export function createTransferActivities({ db }: ActivityDependencies) {
  return {
    async beginExport({ course_id, run }: Export): Promise<void> {
      await markWorkflowRunning(db, exportWorkflowId(course_id, run));
    },
    async writeExport(input: Export): Promise<ExportResult> {
      const { cancellationSignal } = Context.current();
      return whileBeating(() => writeExport(db, input, cancellationSignal));
    },
    async completeExport({ course_id, run, result }: Export & { result: ExportResult }): Promise<void> {
      await endWorkflow(db, exportWorkflowId(course_id, run), { state: "completed", result });
    },
    async failExport({ course_id, run, reason }: Export & { reason: string }): Promise<void> {
      await endWorkflow(db, exportWorkflowId(course_id, run), { state: "failed", reason });
    },
    async beginImport({ import_id }: Import): Promise<void> {
      await markWorkflowRunning(db, importWorkflowId(import_id));
    },
    async checkImport({ import_id }: Import): Promise<void> {
      await whileBeating((alive) => checkImport(db, import_id, alive));
    },
    async makeImportedCourse({ import_id }: Import): Promise<void> {
      await whileBeating(() => makeImportedCourse(db, import_id));
    },
    async copyImportedFiles({ import_id }: Import): Promise<void> {
      const { cancellationSignal } = Context.current();
      await whileBeating(() => copyFiles(db, import_id, cancellationSignal));
    },
    async completeImport({ import_id }: Import): Promise<void> {
      const { course_id, files, left_out } = await requireImport(db, import_id);
      const result = { course_id, materials: files.length, left_out: left_out.length };
      await whileBeating(() => removeObject(importKey(import_id)));
      await endWorkflow(db, importWorkflowId(import_id), { state: "completed", result });
    },
    /** What was made stays; where that is a draft without its course, it goes. */
    async failImport({ import_id, reason }: Import & { reason: string }): Promise<void> {
      const { course_id, course_made_at } = await requireImport(db, import_id);
      if (course_id !== null && course_made_at === null) await removeUnusedDraft(db, course_id);
      await whileBeating(() => removeObject(importKey(import_id)));
      await endWorkflow(db, importWorkflowId(import_id), { state: "failed", reason });
    },
  };
}
