import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Where uploads land in the bucket; what is made from them lies elsewhere. */
export const uploadPrefix = "uploads/";
/** Where pictures, posters, sound and subtitles made from uploads lie. */
export const mediaPrefix = "media/";
/** Where the pictures lie that are drawn for courses. */
export const thumbnailPrefix = "thumbnails/";

/** Where the vectors of a course's texts lie: `vectors/{course}/{model}/…`. */
export const vectorPrefix = "vectors/";

/** Reads the text of an uploaded file. Fed by the bucket, whose notifications name the object. */
export const extractMaterial = defineTask({
  id: "content.extractMaterial",
  queue: "extract-material",
  payload: z.object({ material_id: Id, key: z.string(), size_bytes: z.int() }),
  timeoutSeconds: 300,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3", "sqs"],
  concurrency: 5,
  source: { kind: "s3", prefix: uploadPrefix },
});

/** Reads a failed material's file again, as it lies there. */
export const rereadMaterial = defineTask({
  id: "content.rereadMaterial",
  queue: "reread-material",
  payload: z.object({ material_id: Id }),
  timeoutSeconds: 300,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3", "sqs"],
  concurrency: 2,
});

/** Makes WebP and thumbnails of an uploaded picture. `run` counts the tries, so that an old one changes nothing. */
export const processImage = defineTask({
  id: "content.processImage",
  queue: "process-image",
  payload: z.object({ material_id: Id, run: z.int() }),
  timeoutSeconds: 60,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3", "sqs", "sharp"],
  concurrency: 4,
});

/** Removes what a deleted material leaves behind: its objects, unfinished uploads, and its text where nothing else has it. */
export const removeMaterialFiles = defineTask({
  id: "content.removeMaterialFiles",
  queue: "remove-material-files",
  payload: z.object({
    course_id: Id,
    /** Of the uploaded file, and where what was made from it begins. */
    key: z.string(),
    prefix: z.string(),
    chunks_key: z.string().nullable(),
    multipart: z.object({ key: z.string(), upload_id: z.string() }).nullable(),
  }),
  timeoutSeconds: 60,
  maxRetries: 6,
  uses: ["postgres", "mongo", "s3", "sqs"],
  concurrency: 2,
});

/** Draws the picture of a course that has none of its own. */
export const drawThumbnail = defineTask({
  id: "content.drawThumbnail",
  queue: "draw-thumbnail",
  payload: z.object({ course_id: Id }),
  timeoutSeconds: 30,
  memoryMb: 1024,
  maxRetries: 3,
  uses: ["postgres", "s3", "sqs", "sharp"],
  concurrency: 2,
});
