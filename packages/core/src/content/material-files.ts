import type { StoredFile } from "@smartcourse/platform/database";
import { signRead } from "@smartcourse/platform/signed-s3";

/** Seconds for which what was made from a material can be read by its URL. */
const readSeconds = 3600;

/** The row with a URL for each file in place of its key. */
export async function withUrls<R extends { readonly files: readonly StoredFile[] }>(row: R) {
  const files = await Promise.all(
    row.files.map(async ({ key, ...file }) => ({ ...file, ...(await signRead(key, readSeconds)) })),
  );
  return { ...row, files };
}
