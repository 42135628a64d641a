import * as z from "zod";
import { defineEvent } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";

/** A material has been read. `version` is null until a publication puts it into one; pictures have no chunks. */
export const contentProcessed = defineEvent({
  type: "content.processed",
  version: 1,
  topic: "content.events",
  aggregate: "course_id",
  payload: z.object({
    course_id: Id,
    version: z.int().nullable(),
    material_id: Id,
    chunk_count: z.int(),
    processed_at: Timestamp,
  }),
});
