import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { VideoFacts } from "./probe-video.ts";
import { type VideoSource, type Working, ffmpeg, ffmpegToFile, inputArguments } from "./ffmpeg.ts";

/** A frame that stands for the video, as PNG: one that is like those around it, a little after the beginning. */
export async function takeFrame(
  source: VideoSource,
  { duration_seconds }: VideoFacts,
  working: Working,
): Promise<Uint8Array> {
  const at = Math.min(duration_seconds / 10, 30);
  const frame = await frameAt(source, at, working);
  return frame.length > 0 ? frame : frameAt(source, 0, working);
}

function frameAt(source: VideoSource, seconds: number, working: Working): Promise<Buffer> {
  const filter = "thumbnail=30,scale='min(2000,iw)':-2";
  const output = [
    "-map",
    "0:v:0",
    "-frames:v",
    "1",
    "-vf",
    filter,
    "-f",
    "image2pipe",
    "-c:v",
    "png",
    "pipe:1",
  ];
  return ffmpeg(["-ss", seconds.toFixed(3), ...inputArguments(source), ...output], working);
}

/** An embedded subtitle track as WebVTT. */
export async function takeSubtitles(
  source: VideoSource,
  index: number,
  working: Working,
): Promise<Uint8Array> {
  return ffmpeg(
    [...inputArguments(source), "-map", `0:${index}`, "-f", "webvtt", "pipe:1"],
    working,
    mostSubtitleBytes,
  );
}
const mostSubtitleBytes = 20 * 1024 * 1024;

/** Some 4 hours in the best case, far more than the longest video that is taken. */
const mostSoundBytes = 600 * 1024 * 1024;

/** A video's sound, as speech needs it: AAC, one channel, 16 kHz, 48 kbit/s. Answers with the file. */
export async function takeSound(
  source: VideoSource,
  { duration_seconds }: VideoFacts,
  folder: string,
  working: Working,
): Promise<string> {
  const file = join(folder, "audio.m4a");
  const sound = ["-map", "0:a:0", "-vn", "-sn", "-ac", "1", "-ar", "16000", "-c:a", "aac", "-b:a", "48k"];
  const output = ["-fs", String(mostSoundBytes), "-movflags", "+faststart", file];
  await ffmpegToFile([...inputArguments(source), ...sound, ...output], working, duration_seconds);
  return file;
}

/** A part of the sound, and the second at which it begins. */
export interface SoundPart {
  readonly file: string;
  readonly start_seconds: number;
}

/** Parts of ten minutes, 4 MB: well below what transcription services take. */
const partSeconds = 600;

/** Cuts a sound into parts. */
export async function cutSound(sound: string, folder: string, working: Working): Promise<SoundPart[]> {
  const list = join(folder, "parts.csv");
  const cutting = ["-f", "segment", "-segment_time", String(partSeconds), "-reset_timestamps", "1"];
  const listing = ["-segment_list", list, "-segment_list_type", "csv"];
  const output = [...cutting, ...listing, "-c", "copy", join(folder, "part-%04d.m4a")];
  await ffmpeg(["-i", sound, ...output], working);
  return readPartList(await readFile(list, "utf8")).map(({ name, start_seconds }) => ({
    file: join(folder, name),
    start_seconds,
  }));
}

/** ffmpeg's list of parts: `name,start,end` a line. */
export function readPartList(csv: string): { name: string; start_seconds: number }[] {
  return csv
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", start = "0"] = line.split(",");
      return { name, start_seconds: Number(start) };
    });
}
