import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { env } from "@smartcourse/platform/env";

/** What a test film is made of. */
interface Film {
  readonly seconds: number;
  /** Pictures a second. */
  readonly rate?: number;
  /** SubRip; makes an embedded track. */
  readonly subtitles?: string;
  readonly sound?: boolean;
  readonly format?: "mp4" | "webm" | "mov";
}

/** A film by ffmpeg: its test picture, a tone, and subtitles. */
export async function makeFilm({
  seconds,
  subtitles,
  sound = true,
  format = "mp4",
  rate = 10,
}: Film): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "film-"));
  try {
    const [film, captions] = [join(folder, `film.${format}`), join(folder, "captions.srt")];
    const picture = ["-f", "lavfi", "-i", `testsrc=duration=${seconds}:size=320x180:rate=${rate}`];
    const tone = sound ? ["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`] : [];
    if (subtitles !== undefined) await writeFile(captions, subtitles);
    const track = subtitles === undefined ? [] : ["-i", captions];
    const inputs = [picture, tone, track].filter((input) => input.length > 0);
    const maps = inputs.flatMap((_, index) => ["-map", String(index)]);
    const codecs =
      format === "webm"
        ? ["-c:v", "libvpx", "-c:a", "libopus", "-c:s", "webvtt"]
        : ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-c:s", "mov_text"];
    const args = ["-loglevel", "error", "-y", ...inputs.flat(), ...maps, ...codecs, film];
    await promisify(execFile)(env("FFMPEG_PATH"), args);
    return await readFile(film);
  } finally {
    await rm(folder, { recursive: true });
  }
}
