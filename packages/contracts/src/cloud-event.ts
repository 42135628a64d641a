import * as z from "zod";

/** CloudEvents 1.0 in JSON, with our extension attributes: actor, traceparent, schemaversion, aggregateversion. */
export const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  time: z.iso.datetime(),
  subject: z.string(),
  datacontenttype: z.literal("application/json"),
  schemaversion: z.int(),
  aggregateversion: z.int(),
  actor: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
