import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { obtain, placeOf } from "../downloads/cache.ts";
import type { Progress } from "../downloads/progress.ts";
import { wheel } from "../downloads/wheel.ts";

/** A wheel carries ffmpeg as one file that needs nothing else. */
const ffmpeg = wheel("ffmpeg", {
  project: "imageio-ffmpeg",
  version: "0.6.0",
  sha256: "c7e46fcec401dd990405049d2e2f475e2b397779df2519b544b8aab515195282",
  tags: { python: "3.12", abi: "none", platform: "manylinux2014_x86_64" },
  files: { "imageio_ffmpeg/binaries/ffmpeg-linux-x86_64-v7.0.2": "ffmpeg" },
  executable: true,
  megabytes: 120,
});

/** Whether the programs that we know where to get run here. */
const isServed = platform() === "linux" && arch() === "x64";

/** What the worker makes posters and transcripts with: this machine's own programs, else those that are fetched. */
export function videoPrograms(): { FFMPEG_PATH: string; FFPROBE_PATH: string } {
  return {
    FFMPEG_PATH: onPath("ffmpeg") ?? (isServed ? join(placeOf(ffmpeg), "ffmpeg") : "ffmpeg"),
    FFPROBE_PATH: onPath("ffprobe") ?? packagedProbe() ?? "ffprobe",
  };
}

/** Fetches ffmpeg where this machine has none. */
export async function obtainVideoPrograms(progress: Progress): Promise<void> {
  if (onPath("ffmpeg") !== undefined) return;
  if (isServed) await obtain(ffmpeg, progress);
  else progress.note("videos    there is no ffmpeg here: install it, or videos stay unprocessed");
}

/** ffprobe comes inside an npm package that the lockfile pins by hash. */
function packagedProbe(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve("@ffprobe-installer/linux-x64/package.json");
    return join(dirname(manifest), "ffprobe");
  } catch {
    return undefined;
  }
}

function onPath(program: string): string | undefined {
  const places = (process.env["PATH"] ?? "").split(delimiter).filter((place) => place !== "");
  return places.map((place) => join(place, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
