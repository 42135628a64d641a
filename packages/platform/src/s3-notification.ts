import * as z from "zod";

/** An object that arrived in the bucket. */
export interface ArrivedObject {
  readonly key: string;
  readonly size_bytes: number;
}

/** The body of a message that S3 sends to a queue, as far as it matters here. */
const Notification = z.object({
  Event: z.string().optional(),
  Records: z
    .array(z.object({ s3: z.object({ object: z.object({ key: z.string(), size: z.int().default(0) }) }) }))
    .default([]),
});

/**
 * The objects that a message of S3's tells of. The test message that S3 sends first tells of none. Throws where the message is
 * not S3's.
 */
export function arrivedObjects(body: string): ArrivedObject[] {
  return Notification.parse(JSON.parse(body)).Records.map(({ s3: { object } }) => ({
    // Keys come as in a form: percent-encoded, with + for a space.
    key: decodeURIComponent(object.key.replaceAll("+", " ")),
    size_bytes: object.size,
  }));
}
