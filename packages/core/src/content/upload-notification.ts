import { uploadPrefix } from "@smartcourse/contracts/content/tasks";
import { type ArrivedObject, arrivedObjects } from "@smartcourse/platform/s3-notification";

/** A file that arrived in the bucket. */
export interface UploadedFile extends ArrivedObject {
  readonly material_id: number;
}

const uploadKey = new RegExp(`^${uploadPrefix}\\d+/(\\d{1,10})/.+$`);

/** The uploads that a message of S3's tells of; objects that lie elsewhere are none. Throws where the message is not S3's. */
export function readNotification(body: string): UploadedFile[] {
  return arrivedObjects(body).flatMap((object) => {
    const id = uploadKey.exec(object.key)?.[1];
    return id === undefined ? [] : [{ material_id: Number(id), ...object }];
  });
}
