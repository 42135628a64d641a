import * as z from "zod";
import { Id, text } from "../shared-schemas.ts";

export const AskBody = z.strictObject({ question: text(2_000), course_id: Id });

/** Where an answer comes from. `page` counts the PDF's pages from 1; null where the format has none. */
export const Source = z.object({
  material_id: Id,
  material: z.string(),
  module_id: Id.nullable(),
  page: z.int().nullable(),
  quote: z.string(),
});
export type Source = z.infer<typeof Source>;

/** `confidence` is from 0 to 1. `answered` is false where the course does not say; `sources` is empty then. */
export const Answer = z.object({
  answer: z.string(),
  answered: z.boolean(),
  confidence: z.number().min(0).max(1),
  sources: z.array(Source),
});
export type Answer = z.infer<typeof Answer>;

/** The server-sent events of a streamed answer, by their name: the shape of their data. */
export const streamEvents = {
  sources: z.object({ sources: z.array(Source) }),
  token: z.object({ text: z.string() }),
  done: Answer.omit({ sources: true }),
  error: z.object({ code: z.string(), detail: z.string() }),
} as const;
