import { createWriteStream } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";

/** Extracts the files that `wanted` names (it maps a path in the archive to one below `folder`), executable where asked. */
export async function unzip(
  archive: string,
  folder: string,
  wanted: (path: string) => string | undefined,
  mode = 0o644,
): Promise<number> {
  let count = 0;
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.endsWith("/") ? undefined : wanted(entry.fileName);
    if (path === undefined) continue;
    await extract(zip, entry, join(folder, normalize(`/${path}`)), mode);
    count += 1;
  }
  return count;
}

async function extract(zip: ZipFile, entry: Entry, target: string, mode: number): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
  await chmod(target, mode);
}
