import { ApplicationFailure } from "@temporalio/common";

/** A way through a workflow. `activities`: answers of those that are to answer something; the others answer nothing. */
export interface Scenario {
  readonly workflow: string;
  readonly input: unknown;
  readonly activities: Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;
  readonly fails?: boolean;
}

const version = { course_id: 7, version: 2 };
const video = { course_id: 7, material_id: 9, run: 1 };
const facts = { duration_seconds: 60, width: 640, height: 360, has_audio: true, subtitle_index: null };
const attempt = { enrollment_id: 7, attempt: 1 };

/** Answers with each of the values in turn, and with the last one from then on. */
function inTurn<T>(...values: T[]): () => Promise<T | undefined> {
  return async () => (values.length > 1 ? values.shift() : values[0]);
}

async function refuse(): Promise<never> {
  throw ApplicationFailure.create({ message: "It is refused", type: "explained", nonRetryable: true });
}

const publishing = {
  workflow: "CoursePublishingWorkflow",
  input: version,
  activities: {
    listMaterialsBeingRead: inTurn(
      { reading: [1, 2], overdue: [] },
      { reading: [2], overdue: [2] },
      { reading: [], overdue: [] },
    ),
    freezeVersion: async () => [1, 2],
    embedMaterial: async () => 3,
  },
};

/** What is recorded, by the name of its file: each workflow's way to its end, and its way back where it has one. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "course-publishing.completed": publishing,
  "course-publishing.failed-embedding": {
    ...publishing,
    activities: {
      listMaterialsBeingRead: async () => ({ reading: [], overdue: [] }),
      freezeVersion: async () => [1, 2],
      embedMaterial: refuse,
    },
    fails: true,
  },
  "course-publishing.failed-indexing": {
    ...publishing,
    activities: {
      listMaterialsBeingRead: async () => ({ reading: [], overdue: [] }),
      freezeVersion: async () => [1, 2],
      embedMaterial: async () => 3,
      indexMaterial: refuse,
    },
    fails: true,
  },
  "enrollment.completed": { workflow: "EnrollmentWorkflow", input: attempt, activities: {} },
  "enrollment.failed": {
    workflow: "EnrollmentWorkflow",
    input: attempt,
    activities: { confirmEnrollment: refuse },
    fails: true,
  },
  "course-deletion.completed": {
    workflow: "CourseDeletionWorkflow",
    input: { course_id: 7 },
    activities: { countRemains: inTurn({ files: 1, passages: 0 }, { files: 0, passages: 0 }) },
  },
  "course-deletion.failed": {
    workflow: "CourseDeletionWorkflow",
    input: { course_id: 7 },
    activities: { countRemains: async () => ({ files: 1, passages: 0 }) },
    fails: true,
  },
  "course-reindex.completed": {
    workflow: "CourseReindexWorkflow",
    input: { course_id: 7, run: 1 },
    activities: {
      listReadVersions: async () => [1, 2],
      listVersionMaterials: inTurn([1], [1, 2]),
      embedMaterial: async () => 3,
    },
  },
  "course-reindex.failed": {
    workflow: "CourseReindexWorkflow",
    input: { course_id: 7, run: 1 },
    activities: {
      listReadVersions: async () => [1],
      listVersionMaterials: async () => [1],
      embedMaterial: refuse,
    },
    fails: true,
  },
  "version-retirement.completed": {
    workflow: "VersionRetirementWorkflow",
    input: version,
    activities: {},
  },
  "video-processing.completed": {
    workflow: "VideoProcessingWorkflow",
    input: video,
    activities: {
      probeVideo: async () => facts,
      makePoster: async () => [],
      takeSound: async () => ({ file: null, parts: [{ index: 0 }, { index: 1 }] }),
      writeTranscript: async () => ({ key: "media/7/9/transcript.vtt" }),
    },
  },
  "video-processing.failed": {
    workflow: "VideoProcessingWorkflow",
    input: video,
    activities: { probeVideo: refuse },
    fails: true,
  },
  "course-export.completed": {
    workflow: "CourseExportWorkflow",
    input: { course_id: 7, run: 1 },
    activities: { writeExport: async () => ({}) },
  },
  "course-import.completed": { workflow: "CourseImportWorkflow", input: { import_id: 7 }, activities: {} },
  "course-import.failed": {
    workflow: "CourseImportWorkflow",
    input: { import_id: 7 },
    activities: { checkImport: refuse },
    fails: true,
  },
  "course-search.completed": {
    workflow: "CourseSearchWorkflow",
    input: { course_id: 7 },
    activities: {},
  },
};
