import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";
import { Arrival } from "../task-message.ts";

/** Where uploads land in the bucket; what is made from them lies elsewhere. */
export const uploadPrefix = "uploads/";
/** Where pictures, posters, sound and subtitles made from uploads lie. */
export const mediaPrefix = "media/";
/** Where the pictures lie that are drawn for courses. */
export const thumbnailPrefix = "thumbnails/";

/** Where the vectors of a course's texts lie: `vectors/{course}/{model}/…`. */
export const vectorPrefix = "vectors/";

export const extractMaterial = defineTask({
  id: "content.extractMaterial",
  queue: "extract-material",
  summary: "Reads the text of an uploaded file.",
  payload: Arrival,
  timeoutSeconds: 300,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3"],
  concurrency: 5,
  source: { kind: "s3", prefix: uploadPrefix },
});

export const rereadMaterial = defineTask({
  id: "content.rereadMaterial",
  queue: "reread-material",
  summary: "Reads a failed material's file again, as it lies there.",
  payload: z.object({ material_id: Id }),
  timeoutSeconds: 300,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3"],
  concurrency: 2,
});

/** `run` counts the tries, so that an old one changes nothing. */
export const processImage = defineTask({
  id: "content.processImage",
  queue: "process-image",
  summary: "Makes WebP and thumbnails of an uploaded picture.",
  payload: z.object({ material_id: Id, run: z.int() }),
  timeoutSeconds: 60,
  memoryMb: 1769,
  maxRetries: 3,
  uses: ["postgres", "s3", "sharp"],
  concurrency: 4,
});

export const removeMaterialFiles = defineTask({
  id: "content.removeMaterialFiles",
  queue: "remove-material-files",
  summary:
    "Removes what a deleted material leaves behind: its objects, unfinished uploads, and its text where nothing else has it.",
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
  uses: ["postgres", "mongo", "s3"],
  concurrency: 2,
});

export const drawThumbnail = defineTask({
  id: "content.drawThumbnail",
  queue: "draw-thumbnail",
  summary: "Draws the picture of a course that has none of its own.",
  payload: z.object({ course_id: Id }),
  timeoutSeconds: 30,
  memoryMb: 1024,
  maxRetries: 3,
  uses: ["postgres", "s3", "sharp"],
  concurrency: 2,
});
