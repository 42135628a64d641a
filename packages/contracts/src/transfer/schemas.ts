import * as z from "zod";
import { Id, IdFromText, Timestamp, text } from "../shared-schemas.ts";

const gibibyte = 1024 ** 3;
/** Largest archive that can be imported, in bytes: what one form uploads. */
export const maximumArchiveBytes = 5 * gibibyte;

export const importStatuses = ["awaiting_upload", "processing", "completed", "failed"] as const;

/**
 * Announces a ZIP. `title`: of the course that is made of a folder of Markdown; an exported course brings its own, which this
 * replaces.
 */
export const ImportCourseBody = z.strictObject({
  filename: text(255).default("course.zip"),
  size_bytes: z.int().min(1).max(maximumArchiveBytes),
  title: text(255).nullable().default(null),
});
export type ImportCourseBody = z.infer<typeof ImportCourseBody>;

/** What was wrong with an archive: the field of its manifest, or the path of a file in it. */
const Fault = z.object({ field: z.string(), message: z.string(), code: z.string().optional() });
/** What did not come with the course, and why. `subject`: the path of a file, or a field of the manifest. */
export const LeftOut = z.object({ subject: z.string(), reason: z.string() });
export type LeftOut = z.infer<typeof LeftOut>;

/** `course_id` is that of the new draft, as soon as there is one; its files are being read when the import is completed. */
export const CourseImport = z.object({
  id: Id,
  status: z.enum(importStatuses),
  filename: z.string(),
  size_bytes: z.int(),
  title: z.string().nullable(),
  workflow_id: z.string().nullable(),
  course_id: Id.nullable(),
  errors: z.array(Fault),
  left_out: z.array(LeftOut),
  created_at: Timestamp,
  updated_at: Timestamp,
});

/** A form to POST the archive with: every field first, then the archive as `file`. */
export const ImportWithUpload = CourseImport.extend({
  upload: z.object({
    url: z.string(),
    fields: z.record(z.string(), z.string()),
    expires_at: Timestamp,
  }),
});
export const ImportParams = z.object({ id: IdFromText });

/** The newest archive of a course. `url` can be read, without a token, until `expires_at`. */
export const CourseExport = z.object({
  workflow_id: z.string(),
  size_bytes: z.int(),
  materials: z.int(),
  left_out: z.array(LeftOut),
  exported_at: Timestamp,
  url: z.string(),
  expires_at: Timestamp,
});
