import { crc32 } from "node:zlib";
import { type Entry, type ZipFile, fromBufferPromise } from "yauzl";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** What a ZIP may come to. A book of a thousand pages has some hundred parts, most of them pictures. */
export const archiveLimits = {
  parts: 5_000,
  /** Of all parts together, as they say themselves. */
  bytes: 512 * 1024 * 1024,
  /** Of one part that is read, said and counted. */
  partBytes: 96 * 1024 * 1024,
} as const;

export type ArchiveLimits = { readonly [Name in keyof typeof archiveLimits]: number };

/** A ZIP whose list of parts has been checked. Nothing is inflated before `read`. */
export interface Archive {
  readonly paths: ReadonlySet<string>;
  /** A part piece by piece; nothing where there is none. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
}

/**
 * Reads a ZIP's list of parts. Throws `UnreadableFileError`: "corrupt" where the file is cut off or damaged, "too_large" where
 * it holds more, by number or by the size it says, than a document needs, "encrypted" where parts need a password.
 * Reading a part throws the first two as well.
 */
export async function openArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = archiveLimits,
): Promise<Archive> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const zip = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true });
    const entries = await listEntries(zip, limits);
    return { paths: new Set(entries.keys()), read: (path) => readEntry(zip, entries.get(path), limits) };
  } catch (error) {
    throw asUnreadable(error);
  }
}

async function listEntries(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.parts)
    throw tooLarge(`has ${zip.entryCount} parts; ${limits.parts} is the most`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw encrypted();
    total += entry.uncompressedSize;
    if (total > limits.bytes) throw tooLarge("unpacks to far more than a document needs");
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The sizes that a ZIP says of itself may lie: what really comes out is counted, and its checksum compared. */
async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  { partBytes }: ArchiveLimits,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined) return;
  const bomb = "has a part that unpacks to far more than a text needs";
  if (entry.uncompressedSize > partBytes) throw tooLarge(bomb);
  let length = 0;
  let checksum = 0;
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      length += piece.length;
      if (length > partBytes) throw tooLarge(bomb);
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    throw asUnreadable(error);
  }
  if (checksum !== entry.crc32) throw asUnreadable(new Error(`${entry.fileName} has a wrong checksum`));
}

/** Whatever the ZIP reader or zlib finds wrong is the file's fault. */
function asUnreadable(cause: unknown): UnreadableFileError {
  if (cause instanceof UnreadableFileError) return cause;
  return new UnreadableFileError(
    "corrupt",
    "The document is cut off or damaged and cannot be opened. Open it in a word processor, save it anew and upload that.",
    { cause },
  );
}

function tooLarge(what: string): UnreadableFileError {
  return new UnreadableFileError("too_large", `The document ${what}. Save it anew and upload that.`);
}

function encrypted(): UnreadableFileError {
  return new UnreadableFileError(
    "encrypted",
    "The document is protected by a password. Remove the password and upload it again.",
  );
}
