import type { FieldError } from "@smartcourse/contracts/errors";
import { validateFileName } from "yauzl";

/** An entry of a ZIP, as its central directory has it. `offset` is that of its local header, sizes are in bytes. */
export interface RawEntry {
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "other";
  readonly size: number;
  readonly packed_size: number;
  readonly offset: number;
  readonly is_encrypted: boolean;
  readonly can_be_read: boolean;
}

const mebibyte = 1024 ** 2;
export const archiveLimits = {
  entries: 10_000,
  /** Of all files together, unpacked. */
  bytes: 10 * 1024 * mebibyte,
  /** Deflate makes text a tenth, seldom a fiftieth; a file of one letter over and over a thousandth. */
  ratio: 200,
  /** Whatever is smaller does no harm. */
  ratioFrom: mebibyte,
  pathLength: 1_000,
} as const;

const localHeaderBytes = 30;

/** Everything that is wrong with a list of entries, before anything is unpacked: names, kinds, sizes, and bombs. */
export function entryErrors(entries: readonly RawEntry[]): FieldError[] {
  const errors = entries.flatMap(errorOf);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > archiveLimits.bytes) {
    const message = `unpacks to ${total} bytes; ${archiveLimits.bytes} is the most`;
    errors.push({ field: "archive", code: "too_large", message });
  }
  return [...errors, ...repeated(entries), ...overlapping(entries)];
}

function errorOf(entry: RawEntry): FieldError[] {
  const found = faultOf(entry);
  return found === undefined ? [] : [{ field: shown(entry.path), code: found[0], message: found[1] }];
}

function faultOf(entry: RawEntry): readonly [code: string, message: string] | undefined {
  const { path, kind, size, packed_size } = entry;
  if (!isPlainPath(path)) return ["path", "is not a plain path inside the archive"];
  if (kind === "link") return ["link", "is a symbolic link: pack the file itself"];
  if (kind === "other") return ["special", "is neither a file nor a folder"];
  if (entry.is_encrypted) return ["encrypted", "is protected by a password: pack it without one"];
  if (!entry.can_be_read) return ["method", "is packed in a way other than Deflate: pack it as a common ZIP"];
  if (size > archiveLimits.ratioFrom && size > packed_size * archiveLimits.ratio) {
    return ["bomb", `unpacks to ${size} bytes out of ${packed_size}: that is no document`];
  }
  return undefined;
}

/** No way out of the archive, and no name that another system takes for something else. */
function isPlainPath(path: string): boolean {
  const inner = path.replace(/\/$/u, "");
  return (
    path.length <= archiveLimits.pathLength &&
    validateFileName(path) === null &&
    // oxlint-disable-next-line no-control-regex
    !/[\u0000-\u001f\u007f]/u.test(path) &&
    inner.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..")
  );
}

function repeated(entries: readonly RawEntry[]): FieldError[] {
  const byPath = Map.groupBy(entries, ({ path }) => path);
  return [...byPath].flatMap(([path, same]) =>
    same.length === 1
      ? []
      : [{ field: shown(path), code: "repeated", message: `is in the archive ${same.length} times` }],
  );
}

/** Entries that share their bytes make a small archive large without any of them being suspicious. */
function overlapping(entries: readonly RawEntry[]): FieldError[] {
  const inOrder = entries.toSorted((one, other) => one.offset - other.offset);
  return inOrder.flatMap((entry, index): FieldError[] => {
    const next = inOrder[index + 1];
    const end = entry.offset + localHeaderBytes + entry.packed_size;
    if (next === undefined || end <= next.offset) return [];
    return [{ field: shown(next.path), code: "overlap", message: "shares its bytes with another file" }];
  });
}

/** A name in a message: as it can be read. */
function shown(path: string): string {
  // oxlint-disable-next-line no-control-regex
  return path.slice(0, 200).replace(/[\u0000-\u001f\u007f]/gu, "\uFFFD");
}
