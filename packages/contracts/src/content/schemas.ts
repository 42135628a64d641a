import * as z from "zod";
import { Id, IdFromText, Timestamp, page, text } from "../shared-schemas.ts";

export const materialTypes = ["application/pdf", "text/markdown", "text/plain"] as const;
export const materialStatuses = ["awaiting_upload", "processing", "ready", "failed"] as const;

/** Largest upload, in bytes. */
export const maximumMaterialBytes = 50 * 1024 * 1024;

export const AddMaterialBody = z.strictObject({
  title: text(255),
  filename: text(255),
  content_type: z.enum(materialTypes, `must be one of: ${materialTypes.join(", ")}`),
  size_bytes: z.int().min(1).max(maximumMaterialBytes),
  module_id: Id.nullable().default(null),
  lesson_id: Id.nullable().default(null),
});
export type AddMaterialBody = z.infer<typeof AddMaterialBody>;

/** `page_count` is null where the format has no pages. `reason` says why a material failed. */
export const Material = z.object({
  id: Id,
  course_id: Id,
  module_id: Id.nullable(),
  lesson_id: Id.nullable(),
  title: z.string(),
  filename: z.string(),
  content_type: z.enum(materialTypes),
  size_bytes: z.int(),
  status: z.enum(materialStatuses),
  reason: z.string().nullable(),
  page_count: z.int().nullable(),
  chunk_count: z.int().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Material = z.infer<typeof Material>;

/** A form to POST the file with: every field first, then the file as `file`. */
export const Upload = z.object({
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expires_at: Timestamp,
});

export const MaterialWithUpload = Material.extend({ upload: Upload });
export const MaterialPage = page(Material);
export const MaterialParams = z.object({ id: IdFromText, material_id: IdFromText });
