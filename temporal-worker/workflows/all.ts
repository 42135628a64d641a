/** What the engine finds by name: every workflow of the contracts. */
export { CoursePublishingWorkflow } from "./course-publishing.ts";
export { EnrollmentWorkflow } from "./enrollment.ts";
