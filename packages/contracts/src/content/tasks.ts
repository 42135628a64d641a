import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id } from "../shared-schemas.ts";

/** Where uploads land in the bucket; what is made from them lies elsewhere. */
export const uploadPrefix = "uploads/";

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
