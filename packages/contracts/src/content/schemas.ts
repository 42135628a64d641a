import * as z from "zod";
import { Id, IdFromText, Timestamp, page, text } from "../shared-schemas.ts";

/** Files that are read for their text. SRT and WebVTT are captions: what they say has a time. */
export const textTypes = [
  "application/pdf",
  "text/markdown",
  "text/plain",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "text/html",
  "application/x-subrip",
  "text/vtt",
] as const;
/** Pictures: kept as WebP, with thumbnails. */
export const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"] as const;
/** Videos: uploaded in parts. */
export const videoTypes = ["video/mp4", "video/webm", "video/quicktime"] as const;
export const materialTypes = [...textTypes, ...imageTypes, ...videoTypes] as const;
export type MaterialType = (typeof materialTypes)[number];
export const materialStatuses = ["awaiting_upload", "processing", "ready", "failed"] as const;

const mebibyte = 1024 * 1024;
/** Largest file that is read for its text, in bytes. */
export const maximumMaterialBytes = 50 * mebibyte;

/** Largest upload of a type, in bytes. */
export function maximumBytes(type: MaterialType): number {
  if (type.startsWith("video/")) return 5 * 1024 * mebibyte;
  return type.startsWith("image/") ? 20 * mebibyte : maximumMaterialBytes;
}

/** Where a material belongs: to a lesson, a module, or the course itself. */
const place = { module_id: Id.nullable().default(null), lesson_id: Id.nullable().default(null) };

export const AddMaterialBody = z
  .strictObject({
    title: text(255),
    filename: text(255),
    content_type: z.enum(materialTypes, `must be one of: ${materialTypes.join(", ")}`),
    size_bytes: z.int().min(1),
    ...place,
  })
  .superRefine(({ content_type, size_bytes }, context) => {
    const maximum = maximumBytes(content_type);
    if (size_bytes <= maximum) return;
    const message = `must be at most ${maximum} for ${content_type}`;
    context.addIssue({ code: "custom", path: ["size_bytes"], message });
  });
export type AddMaterialBody = z.infer<typeof AddMaterialBody>;

/**
 * What an instructor should know of a material that is ready, such as pages without text (a scan). `code` is stable;
 * `pages` counts from 1 and lists the first hundred, empty where the warning is not about pages.
 */
export const MaterialWarning = z.object({ code: z.string(), message: z.string(), pages: z.array(z.int()) });
export type MaterialWarning = z.infer<typeof MaterialWarning>;

/** Changes a material's title and place: what is left out of the place is taken away. */
export const UpdateMaterialBody = z.strictObject({ title: text(255), ...place });
export type UpdateMaterialBody = z.infer<typeof UpdateMaterialBody>;

/** For an upload that begins anew: another file may have another size and name. Its type stays. */
export const RetryMaterialBody = z
  .strictObject({ size_bytes: z.int().min(1).optional(), filename: text(255).optional() })
  .prefault({});
export type RetryMaterialBody = z.infer<typeof RetryMaterialBody>;

/** What was made from a material. `url` can be read, without a token, until `expires_at`. Sizes are in bytes and pixels. */
export const MaterialFile = z.object({
  kind: z.enum(["image", "thumbnail", "poster", "audio", "subtitles"]),
  url: z.string(),
  expires_at: Timestamp,
  content_type: z.string(),
  size_bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

/** How a failed material can be tried again: as it lies there, or by uploading a file anew. */
export const retries = ["rerun", "upload"] as const;

/**
 * `page_count` is null where the format has no pages. `reason` says why a material failed, and `retry` what helps.
 * `progress` is per cent. Pictures and videos have a size in pixels, videos a duration, and both `files` made from them.
 */
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
  progress: z.int().min(0).max(100),
  reason: z.string().nullable(),
  retry: z.enum(retries).nullable(),
  duration_seconds: z.number().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  files: z.array(MaterialFile),
  page_count: z.int().nullable(),
  chunk_count: z.int().nullable(),
  warnings: z.array(MaterialWarning),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Material = z.infer<typeof Material>;

/** A form to POST the file with: every field first, then the file as `file`. */
const FormUpload = z.object({
  kind: z.literal("form"),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expires_at: Timestamp,
});

/** Where to PUT a part: that many bytes and no others. The reply's ETag is told when the upload is completed. */
const UploadPart = z.object({ part_number: z.int(), size_bytes: z.int(), url: z.string() });

/** The parts that a large file is sent in. `parts` are the first ones; more are asked for at `/parts`. */
const MultipartUpload = z.object({
  kind: z.literal("multipart"),
  part_size_bytes: z.int(),
  part_count: z.int(),
  parts: z.array(UploadPart),
  expires_at: Timestamp,
});

export const Upload = z.discriminatedUnion("kind", [FormUpload, MultipartUpload]);
export type Upload = z.infer<typeof Upload>;

/** S3 takes so many parts at most; ours are large enough to need few. */
const PartNumber = z.int().min(1).max(10_000);
export const SignPartsBody = z.strictObject({ part_numbers: z.array(PartNumber).min(1).max(100) });
export const SignedParts = z.object({ parts: z.array(UploadPart), expires_at: Timestamp });
export const CompleteUploadBody = z.strictObject({
  parts: z
    .array(z.strictObject({ part_number: PartNumber, etag: z.string().min(1).max(200) }))
    .min(1)
    .max(10_000),
});
export type CompleteUploadBody = z.infer<typeof CompleteUploadBody>;

export const MaterialWithUpload = Material.extend({ upload: Upload });
/** `upload` is null where the file that lies there is read again. */
export const RetriedMaterial = Material.extend({ upload: Upload.nullable() });
export const MaterialPage = page(Material);
export const MaterialParams = z.object({ id: IdFromText, material_id: IdFromText });

/** The picture that stands for the course: a ready image material of the course, or null for the one that is drawn. */
export const SetThumbnailBody = z.strictObject({ material_id: Id.nullable() });
export const CourseThumbnail = z.object({ course_id: Id, material_id: Id.nullable() });
