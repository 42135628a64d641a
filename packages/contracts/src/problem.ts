import * as z from "zod";

/** The body of every error, as RFC 9457 has it, with a stable `code` and the fields at fault. */
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
});
export type Problem = z.infer<typeof Problem>;
