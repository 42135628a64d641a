import * as z from "zod";
import { uploadPrefix } from "@smartcourse/contracts/content/tasks";

/** A file that arrived in the bucket. */
export interface UploadedFile {
  readonly material_id: number;
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

const uploadKey = new RegExp(`^${uploadPrefix}\\d+/(\\d{1,10})/.+$`);

/**
 * The uploads that a message of S3's tells of. The test message that S3 sends first tells of none, and objects that lie
 * elsewhere are none. Throws where the message is not S3's.
 */
export function readNotification(body: string): UploadedFile[] {
  return Notification.parse(JSON.parse(body)).Records.flatMap(({ s3: { object } }) => {
    // Keys come as in a form: percent-encoded, with + for a space.
    const key = decodeURIComponent(object.key.replaceAll("+", " "));
    const id = uploadKey.exec(key)?.[1];
    return id === undefined ? [] : [{ material_id: Number(id), key, size_bytes: object.size }];
  });
}
