import { env } from "@smartcourse/platform/env";
import type { Demuxer } from "./container-format.ts";
import { ProgramError, runProgram } from "./run-program.ts";

/** A video: where it is read, and what with. */
export interface VideoSource {
  readonly url: string;
  readonly demuxer: Demuxer;
}

export interface Working {
  readonly signal: AbortSignal;
  /** Is told how far the work has come, from 0 to 1. */
  readonly report: (share: number) => void;
}

/** Only the address that is given is read: from S3, by HTTP; no file, and nothing that a file names. */
const reading = [
  ["-protocol_whitelist", "http,https,tcp,tls"],
  // In microseconds: a connection that says nothing for so long has broken.
  ["-rw_timeout", "30000000"],
].flat();

/** Arguments that read a source, with ffmpeg and ffprobe alike. */
export function inputArguments({ url, demuxer }: VideoSource): string[] {
  return [...reading, "-f", demuxer, "-i", url];
}

/** Runs ffmpeg and answers with what it writes to its output. @throws ProgramError, or the signal's reason */
export function ffmpeg(args: readonly string[], { signal }: Working, mostBytes?: number): Promise<Buffer> {
  return runProgram(env("FFMPEG_PATH"), [...quietly, ...args], {
    signal,
    ...(mostBytes !== undefined && { mostBytes }),
  });
}

/** The same for what is written to a file: tells how far it has come in `durationSeconds`. */
export async function ffmpegToFile(
  args: readonly string[],
  { signal, report }: Working,
  durationSeconds: number,
): Promise<void> {
  const onLine = (line: string) => {
    const microseconds = Number(/^out_time_us=(\d+)/.exec(line)?.[1]);
    if (microseconds > 0) report(Math.min(1, microseconds / 1_000_000 / durationSeconds));
  };
  await runProgram(env("FFMPEG_PATH"), [...quietly, "-progress", "pipe:1", ...args], { signal, onLine });
}

const quietly = ["-hide_banner", "-nostdin", "-loglevel", "error", "-nostats", "-threads", "2", "-y"];

/** ffprobe's answer in JSON. @throws ProgramError, or the signal's reason */
export async function ffprobe(source: VideoSource, { signal }: Working): Promise<unknown> {
  const what = ["-loglevel", "error", "-of", "json", "-show_format", "-show_streams"];
  const output = await runProgram(env("FFPROBE_PATH"), [...what, ...inputArguments(source)], { signal });
  return JSON.parse(output.toString("utf8"));
}

/** Whether a program failed at what it was given, not at the way there. */
export function isFileAtFault(error: unknown): error is ProgramError {
  return (
    error instanceof ProgramError &&
    !/HTTP error|Server returned|Connection|Network|timed out/i.test(error.said)
  );
}
