import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { withLock } from "./lock.ts";
import { requireSpace, whenDiskIsFull } from "./disk.ts";
import type { Progress } from "./progress.ts";

/** Where downloads are kept, outside the checkout. */
export function cacheRoot(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "smartcourse");
}

/** One thing to obtain: `build` fills an empty folder. `pins` is all that decides the content: other pins, other folder. */
export interface Download {
  readonly name: string;
  readonly version: string;
  readonly pins: string;
  /** Disk space it takes while it is built, in MB. */
  readonly megabytes: number;
  readonly build: (folder: string) => Promise<void>;
}

/** Where a download lies once it is there. */
export function placeOf({ name, version, pins }: Download): string {
  const digest = createHash("sha256").update(pins).digest("hex").slice(0, 8);
  return join(cacheRoot(), `${name}-${version}-${digest}`);
}

/** The folder of a download: built once, under a lock, and renamed into place whole, so a half-built one is never seen. */
export async function obtain(download: Download, progress: Progress): Promise<string> {
  const target = placeOf(download);
  if (existsSync(target)) return target;
  const build = async () => {
    if (!existsSync(target)) await buildInto(target, download, progress);
    return target;
  };
  return withLock(target, build, () => progress.waiting(download.name));
}

async function buildInto(target: string, download: Download, progress: Progress): Promise<void> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await requireSpace(cacheRoot(), download.megabytes);
  const done = progress.begin(download.name, `${download.name} ${download.version}`, partial);
  try {
    await download.build(partial);
    await rm(join(partial, "tmp"), { recursive: true, force: true });
    await rename(partial, target);
    done("done");
  } catch (error) {
    done("failed");
    await rm(partial, { recursive: true, force: true });
    throw whenDiskIsFull(error, cacheRoot(), download.megabytes);
  }
}
