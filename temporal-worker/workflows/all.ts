/** What the engine finds by name: every workflow of the contracts. */
export { CourseDeletionWorkflow } from "./course-deletion.ts";
export { CourseExportWorkflow } from "./course-export.ts";
export { CourseImportWorkflow } from "./course-import.ts";
export { CoursePublishingWorkflow } from "./course-publishing.ts";
export { CourseReindexWorkflow } from "./course-reindex.ts";
export { CourseSearchWorkflow } from "./course-search.ts";
export { EnrollmentWorkflow } from "./enrollment.ts";
export { VideoProcessingWorkflow } from "./video-processing.ts";
export { VersionRetirementWorkflow } from "./version-retirement.ts";
