import { uploadPrefix } from "@smartcourse/contracts/content/tasks";
import type { ArrivedObject } from "@smartcourse/platform/s3-notification";

/** A file that arrived in the bucket. */
export interface UploadedFile extends ArrivedObject {
  readonly material_id: number;
}

const uploadKey = new RegExp(`^${uploadPrefix}\\d+/(\\d{1,10})/.+$`);

/** The uploads among objects that arrived; those that lie elsewhere are none. */
export function uploadsAmong(objects: readonly ArrivedObject[]): UploadedFile[] {
  return objects.flatMap((object) => {
    const id = uploadKey.exec(object.key)?.[1];
    return id === undefined ? [] : [{ material_id: Number(id), ...object }];
  });
}
