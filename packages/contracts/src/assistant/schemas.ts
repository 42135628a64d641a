import * as z from "zod";
import { Id, text } from "../shared-schemas.ts";

export const AskBody = z.strictObject({ question: text(2_000), course_id: Id });

/**
 * Where an answer comes from. `page` counts the PDF's pages from 1; null where the format has none. `start_seconds` and
 * `end_seconds` say when captions or a recording say it; null elsewhere. `quote` stands in the material as it is here.
 * A marker [n] in the answer is the nth source.
 */
export const Source = z.object({
  material_id: Id,
  material: z.string(),
  module_id: Id.nullable(),
  page: z.int().nullable(),
  start_seconds: z.number().nullable(),
  end_seconds: z.number().nullable(),
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

/**
 * The server-sent events of a streamed answer, by their name: the shape of their data. `sources` comes before the first
 * token that cites them, and again, longer, when a later one cites more; a `token` is a sentence that its sources prove;
 * the tokens put together are the answer; `done` or `error` ends the stream.
 */
export const streamEvents = {
  sources: z.object({ sources: z.array(Source) }),
  token: z.object({ text: z.string() }),
  done: Answer,
  error: z.object({ code: z.string(), detail: z.string() }),
} as const;
