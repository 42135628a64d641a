import * as z from "zod";
import type { Demuxer } from "./container-format.ts";
import { type VideoSource, type Working, ffprobe } from "./ffmpeg.ts";

/** What a video says of itself. `subtitle_index`: the stream that is taken for its subtitles. */
export interface VideoFacts {
  readonly demuxer: Demuxer;
  readonly duration_seconds: number;
  readonly width: number;
  readonly height: number;
  readonly has_audio: boolean;
  readonly subtitle_index: number | null;
  /** There are subtitles, but as pictures, which hold no text. */
  readonly has_drawn_subtitles: boolean;
}

const Stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  duration: z.string().optional(),
  disposition: z.object({ default: z.int().default(0), attached_pic: z.int().default(0) }).prefault({}),
});
const Probe = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ duration: z.string().optional() }).prefault({}),
});

const textCodecs = new Set(["subrip", "srt", "mov_text", "webvtt", "ass", "ssa", "text"]);

/** Undefined where there is no moving picture, or no duration. @throws ProgramError where the file cannot be read */
export async function probeVideo(source: VideoSource, working: Working): Promise<VideoFacts | undefined> {
  return readProbe(Probe.parse(await ffprobe(source, working)), source.demuxer);
}

/** What ffprobe's answer comes to. */
export function readProbe(probe: z.infer<typeof Probe>, demuxer: Demuxer): VideoFacts | undefined {
  const of = (type: string) => probe.streams.filter(({ codec_type }) => codec_type === type);
  const picture = of("video").find(({ disposition }) => disposition.attached_pic === 0);
  const duration_seconds = Number(probe.format.duration ?? picture?.duration);
  const { width = 0, height = 0 } = picture ?? {};
  if (picture === undefined || width === 0 || height === 0 || !(duration_seconds > 0)) return undefined;
  const texts = of("subtitle").filter(({ codec_name }) => textCodecs.has(codec_name ?? ""));
  const subtitles = texts.find(({ disposition }) => disposition.default === 1) ?? texts[0];
  return {
    demuxer,
    duration_seconds: Math.round(duration_seconds * 1000) / 1000,
    width,
    height,
    has_audio: of("audio").length > 0,
    subtitle_index: subtitles?.index ?? null,
    has_drawn_subtitles: subtitles === undefined && of("subtitle").length > 0,
  };
}
