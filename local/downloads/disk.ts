import { statfs } from "node:fs/promises";
import { Failure } from "../platform/failure.ts";

const megabyte = 1024 * 1024;

/** Megabytes that an ordinary user may still write where `folder` is. */
export async function freeMegabytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / megabyte);
}

/** Throws a Failure where fewer than `megabytes` are free. */
export async function requireSpace(folder: string, megabytes: number): Promise<void> {
  const free = await freeMegabytes(folder);
  if (free < megabytes) throw diskFull(folder, megabytes, free);
}

/** What to throw for `error`: where it says that the disk is full, a Failure that says so in one line. */
export function whenDiskIsFull(error: unknown, folder: string, megabytes: number): unknown {
  const text = error instanceof Error ? error.message : String(error);
  return /ENOSPC|no space left on device|disk quota exceeded/i.test(text)
    ? diskFull(folder, megabytes)
    : error;
}

function diskFull(folder: string, megabytes: number, free?: number): Failure {
  const left = free === undefined ? "" : ` (${free} MB are left)`;
  return new Failure(
    `The disk is full${left}: free at least ${megabytes} MB where ${folder} is, then run this again.`,
  );
}
