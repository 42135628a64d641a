import { crc32 } from "node:zlib";
import { type Entry, type ZipFile, fromRandomAccessReaderPromise, getFileNameLowLevel } from "yauzl";
import { DomainError } from "@smartcourse/contracts/errors";
import { isOtherObject } from "@smartcourse/platform/object-streams";
import type { ObjectFacts } from "@smartcourse/platform/s3";
import { type RawEntry, archiveLimits, entryErrors } from "./check-entries.ts";
import { ObjectReader } from "./object-reader.ts";
import { refusal, refuseArchive } from "./refusal.ts";

/** A ZIP in S3 whose list of files has been checked. Nothing is unpacked before `read`. */
export interface Archive {
  /** The size of each file, unpacked, by its path. */
  readonly files: ReadonlyMap<string, number>;
  /** A file piece by piece. Throws DomainError import.refused where it is not what the archive says of it. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
}

/** What systems leave in archives without being asked. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git\/)/iu;

/**
 * Reads a ZIP's list of files. Works where it lies: the bytes of one file pass through at a time.
 * @throws DomainError import.refused with all that is wrong with the list
 */
export async function openZip(key: string, facts: ObjectFacts): Promise<Archive> {
  const reader = new ObjectReader(key, facts);
  return judged(reader, async () => {
    const zip = await fromRandomAccessReaderPromise(reader, facts.size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    const entries = await listEntries(zip);
    return {
      files: new Map([...entries].map(([path, { uncompressedSize }]) => [path, uncompressedSize])),
      read: (path) => readEntry(zip, reader, path, entries.get(path)),
    };
  });
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > archiveLimits.entries) {
    const message = `has ${zip.entryCount} entries; ${archiveLimits.entries} is the most`;
    throw refuseArchive("too_many_entries", message);
  }
  const listed: { raw: RawEntry; entry: Entry }[] = [];
  for await (const entry of zip.eachEntry()) listed.push({ raw: describe(entry), entry });
  const errors = entryErrors(listed.map(({ raw }) => raw));
  if (errors.length > 0) throw refusal(errors);
  return new Map(
    listed.flatMap(({ raw: { path, kind }, entry }) =>
      kind === "file" && !litter.test(path) ? [[path, entry]] : [],
    ),
  );
}

function describe(entry: Entry): RawEntry {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  const path = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false).normalize("NFC");
  return {
    path,
    kind: kindOf(path, entry.externalFileAttributes, entry.versionMadeBy),
    size: entry.uncompressedSize,
    packed_size: entry.compressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    is_encrypted: entry.isEncrypted(),
    can_be_read: entry.canDecodeFileData(),
  };
}

/** Systems like Unix put a file's mode in the upper half of the attributes; archives of others have none. */
function kindOf(path: string, attributes: number, madeBy: number): RawEntry["kind"] {
  const isUnix = [3, 19].includes(madeBy >>> 8);
  const type = isUnix ? (attributes >>> 16) & 0o170000 : 0;
  if (type === 0o120000) return "link";
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) return "other";
  return path.endsWith("/") || type === 0o040000 ? "folder" : "file";
}

/** yauzl compares the lengths, and this the checksum. */
async function* readEntry(
  zip: ZipFile,
  reader: ObjectReader,
  path: string,
  entry: Entry | undefined,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined)
    throw refusal([{ field: path, code: "missing", message: "is not in the archive" }]);
  const pieces: AsyncIterable<Buffer> = await judged(reader, () => zip.openReadStreamPromise(entry), path);
  let checksum = 0;
  try {
    for await (const piece of pieces) {
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    throw judge(reader, error, path);
  }
  if (checksum !== entry.crc32) throw judge(reader, new Error("The checksum is another"), path);
}

async function judged<T>(reader: ObjectReader, work: () => Promise<T>, path?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw judge(reader, error, path);
  }
}

/** Whatever is wrong while S3 answers is wrong with the archive. */
function judge({ fault }: ObjectReader, error: unknown, path?: string): unknown {
  if (error instanceof DomainError) return error;
  if (isOtherObject(fault)) {
    return refuseArchive(
      "replaced",
      "was removed or replaced while it was being read: import it anew",
      error,
    );
  }
  if (fault !== undefined) return fault;
  if (path !== undefined) {
    const message = "is damaged, or not what the archive says of it: pack it again";
    return refusal([{ field: path, code: "corrupt", message }], error);
  }
  return refuseArchive("corrupt", "is not a ZIP, or is damaged or cut off: pack it again", error);
}
