import { CourseParams, WorkflowReply } from "../courses/schemas.ts";
import { defineRoute } from "../define.ts";
import { CourseExport, CourseImport, ImportCourseBody, ImportParams, ImportWithUpload } from "./schemas.ts";

const authors = ["instructor", "admin"] as const;

export const exportCourse = defineRoute({
  id: "transfer.exportCourse",
  method: "POST",
  path: "/courses/{id}/export",
  access: authors,
  summary: "Put a course's draft and its files into one archive",
  description:
    "A ZIP with `manifest.json` and the files of the materials that are ready, as they were uploaded. While one is being written, answers with that one. `GET` tells where the archive is.",
  params: CourseParams,
  replies: { 202: WorkflowReply },
  errors: ["course.not_found"],
  uses: ["postgres", "redis"],
});

export const getExport = defineRoute({
  id: "transfer.getExport",
  method: "GET",
  path: "/courses/{id}/export",
  access: authors,
  summary: "Get the newest archive of a course",
  description: "`url` downloads it within an hour. An archive is kept for a week.",
  params: CourseParams,
  replies: { 200: CourseExport },
  errors: ["course.not_found", "course.no_export"],
  uses: ["postgres", "redis", "s3"],
});

export const importCourse = defineRoute({
  id: "transfer.importCourse",
  method: "POST",
  path: "/courses/import",
  access: authors,
  summary: "Announce an archive and learn how to upload it",
  description:
    "POST the form's fields and the ZIP to `upload.url` within 15 minutes. An exported course becomes a new draft of yours. A ZIP without `manifest.json` is taken as a folder of Markdown: its directories become modules, its files lessons, the pictures they show materials. Everything is checked before anything is made: `errors` lists all that stands in the way.",
  body: ImportCourseBody,
  replies: { 201: ImportWithUpload },
  errors: [],
  uses: ["postgres", "redis", "s3"],
});

export const getImport = defineRoute({
  id: "transfer.getImport",
  method: "GET",
  path: "/imports/{id}",
  access: authors,
  summary: "How an import goes, and what it has made",
  params: ImportParams,
  replies: { 200: CourseImport },
  errors: ["import.not_found"],
  uses: ["postgres", "redis"],
});
