import * as z from "zod";

/** A request that leads on from here. */
export const NextStep = z.object({
  method: z.enum(["GET", "POST", "PUT", "DELETE"]),
  path: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
});
export type NextStep = z.infer<typeof NextStep>;

/** The body of every error, as RFC 9457 has it, with a stable `code` and the fields at fault; `next`: what to do about it. */
export const Problem = z.object({
  type: z.string().meta({ examples: ["about:blank"] }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z
    .array(z.object({ field: z.string(), message: z.string(), code: z.string().optional() }))
    .optional(),
  next: NextStep.optional(),
});
export type Problem = z.infer<typeof Problem>;
