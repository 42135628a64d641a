import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { DomainError } from "@smartcourse/contracts/errors";
import { manifestPath } from "@smartcourse/contracts/transfer/manifest";
import { exportPrefix } from "@smartcourse/contracts/transfer/tasks";
import { openObject, putStream } from "@smartcourse/platform/object-streams";
import { describeObject, objectSize } from "@smartcourse/platform/s3";
import type { Db } from "@smartcourse/platform/postgres";
import type { ExportResult } from "./export-course.ts";
import { type StoredCourse, readCourse } from "./export-store.ts";
import { type ExportedFile, selectFiles, toManifest } from "./exported-course.ts";

/** Text shrinks; pictures, videos and documents are packed already. */
const shrinks = /^(?:text\/|application\/x-subrip)/u;
const mode = 0o100644;

/**
 * Writes a course's archive to S3, a file at a time, nothing of it on disk. The same course gives the same archive. Safe to run
 * again.
 * @throws DomainError course.not_found where it was deleted meanwhile
 */
export async function writeExport(
  db: Db,
  { course_id, run }: { readonly course_id: number; readonly run: number },
  signal: AbortSignal,
): Promise<ExportResult> {
  const stored = await readCourse(db, course_id);
  if (stored === undefined) throw new DomainError("course.not_found", "The course was deleted meanwhile");
  const { files, left_out } = selectFiles(stored, await sizesOf(stored));
  const key = `${exportPrefix}${course_id}/${run}/${nameOf(stored.course.title)}.zip`;
  const { output, stop } = packed(stored, files);
  try {
    await putStream(key, output, "application/zip", signal);
  } finally {
    stop();
  }
  const size_bytes = (await objectSize(key)) ?? 0;
  return { course_id, key, size_bytes, materials: files.length, left_out };
}

async function sizesOf({ materials }: StoredCourse): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  for (const { id, status, upload_key } of materials) {
    const facts = status === "ready" ? await describeObject(upload_key) : undefined;
    if (facts !== undefined) sizes.set(id, facts.size);
  }
  return sizes;
}

/** The archive as it is being packed. `stop` lets go of what is read for it. */
function packed(
  stored: StoredCourse,
  files: readonly ExportedFile[],
): { readonly output: Readable; readonly stop: () => void } {
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  let source: Readable | undefined;
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on("error", fail);
  const from = (pieces: Iterable<Buffer> | AsyncIterable<Buffer>) => {
    source = Readable.from(pieces, { objectMode: false });
    return source.on("error", fail);
  };
  const hashes = new Map<string, string>();
  for (const { path, material } of files) {
    const { size_bytes: size, content_type, created_at } = material;
    const options = { size, mode, mtime: new Date(created_at), compress: shrinks.test(content_type) };
    zip.addReadStreamLazy(path, options, (give) => {
      give(null, from(hashed(material.upload_key, (hash) => hashes.set(path, hash))));
    });
  }
  // Last, for it knows what was read of the others.
  zip.addReadStreamLazy(manifestPath, { mode, mtime: new Date(stored.course.created_at) }, (give) => {
    give(null, from([Buffer.from(JSON.stringify(toManifest(stored, files, hashes), null, 2))]));
  });
  zip.end();
  return { output, stop: () => source?.destroy() };
}

async function* hashed(key: string, told: (sha256: string) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const piece of await openObject(key)) {
    hash.update(piece);
    yield piece;
  }
  told(hash.digest("hex"));
}

/** What the downloaded file is called. */
function nameOf(title: string): string {
  const name = title
    .normalize("NFKD")
    .replace(/[^\w]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .toLowerCase()
    .slice(0, 60);
  return name === "" ? "course" : name;
}
