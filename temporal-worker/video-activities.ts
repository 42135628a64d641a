import { basename, join } from "node:path";
import { type MaterialType, videoTypes } from "@smartcourse/contracts/content/schemas";
import type { VideoProcessingInput } from "@smartcourse/contracts/content/workflows";
import { renderImage } from "@smartcourse/core/content/image-renditions";
import type { MaterialRow } from "@smartcourse/core/content/material-store";
import { storeRenditions } from "@smartcourse/core/content/media-keys";
import {
  assertBearableLength,
  notDeclared,
  readStart,
  unplayable,
} from "@smartcourse/core/content/read-video";
import { videoWorkflowId } from "@smartcourse/core/content/start-media-processing";
import {
  type FinishedVideo,
  completeVideo,
  failVideo,
  videoKey,
} from "@smartcourse/core/content/video-material";
import {
  type Demuxer,
  containerBytes,
  detectContainer,
  isDeclared,
} from "@smartcourse/core/media/container-format";
import { type VideoSource, isFileAtFault } from "@smartcourse/core/media/ffmpeg";
import { type VideoFacts, probeVideo } from "@smartcourse/core/media/probe-video";
import { withScratchFolder } from "@smartcourse/core/media/scratch-folder";
import { cutSound, takeFrame, takeSound, takeSubtitles } from "@smartcourse/core/media/take-from-video";
import { type SpokenCue, toWebVtt } from "@smartcourse/core/media/webvtt";
import type { StoredFile } from "@smartcourse/platform/database";
import { getObject, putFile, putObject, removeObject, saveObject } from "@smartcourse/platform/s3";
import { signRead } from "@smartcourse/platform/signed-s3";
import { canTranscribe, transcribe } from "@smartcourse/platform/transcription";
import { markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { onVideo } from "./on-video.ts";

type Video = VideoProcessingInput;
type KnownVideo = Video & { readonly facts: VideoFacts };
/** A part of the sound, and where what is said in it will lie. */
interface StoredPart {
  readonly key: string;
  readonly start_seconds: number;
}

export type VideoActivities = ReturnType<typeof createVideoActivities>;

/** The steps of VideoProcessingWorkflow. Each may run again after it did its work: it puts the same under the same keys. */
export function createVideoActivities({ db }: ActivityDependencies) {
  return {
    async beginVideo({ material_id, run }: Video): Promise<void> {
      await markWorkflowRunning(db, videoWorkflowId(material_id, run));
    },
    /** What the file is, by its own account. */
    async probeVideo(input: Video): Promise<VideoFacts> {
      return onVideo(db, input, [0, 5], async (video, working) => {
        const demuxer = detectContainer(await readStart(video.upload_key, containerBytes));
        if (demuxer === undefined || !isDeclaredAs(demuxer, video.content_type))
          throw notDeclared(video.content_type);
        const facts = await orUnplayable(async () => probeVideo(await sourceOf(video, demuxer), working));
        if (facts === undefined) throw unplayable();
        assertBearableLength(facts.duration_seconds);
        return facts;
      });
    },
    async makePoster({ facts, ...input }: KnownVideo): Promise<StoredFile[]> {
      return onVideo(db, input, [5, 15], async (video, working) => {
        const source = await sourceOf(video, facts.demuxer);
        const frame = await orUnplayable(() => takeFrame(source, facts, working));
        if (frame.length === 0) throw unplayable();
        const { renditions } = await renderImage(frame, "poster");
        return storeRenditions(renditions, (name) => videoKey(video, name));
      });
    },
    /** The embedded track as WebVTT; null where it says nothing. */
    async takeSubtitles({ facts, ...input }: KnownVideo): Promise<StoredFile | null> {
      return onVideo(db, input, [15, 30], async (video, working) => {
        if (facts.subtitle_index === null) return null;
        const source = await sourceOf(video, facts.demuxer);
        const index = facts.subtitle_index;
        const vtt = await orUnplayable(() => takeSubtitles(source, index, working));
        return Buffer.from(vtt).includes("-->") ? storeSubtitles(video, vtt) : null;
      });
    },
    /** The sound; with `cut` and a model that can listen, also in parts. */
    async takeSound({ facts, cut, ...input }: KnownVideo & { readonly cut: boolean }) {
      return onVideo(db, input, [30, 60], (video, working) =>
        withScratchFolder(async (folder) => {
          const source = await sourceOf(video, facts.demuxer);
          const sound = await orUnplayable(() => takeSound(source, facts, folder, working));
          const parts: StoredPart[] = [];
          for (const part of cut && canTranscribe() ? await cutSound(sound, folder, working) : []) {
            const key = videoKey(video, `parts/${basename(part.file)}`);
            await putFile(key, part.file, "audio/mp4");
            parts.push({ key, start_seconds: part.start_seconds });
          }
          return { file: await storeSound(video, sound), parts, can_transcribe: canTranscribe() };
        }),
      );
    },
    /** What is said in a part of the sound, put beside it. */
    async transcribePart({
      part,
      share,
      ...input
    }: Video & { part: StoredPart; share: number }): Promise<void> {
      const at = 60 + 35 * share;
      await onVideo(db, input, [at, at], (_, { signal }) =>
        withScratchFolder(async (folder) => {
          const file = join(folder, basename(part.key));
          await saveObject(part.key, file);
          const cues = (await transcribe(file, signal)).map(({ start, end, text }) => ({
            start_seconds: part.start_seconds + start,
            end_seconds: part.start_seconds + end,
            text,
          }));
          await putObject(`${part.key}.json`, JSON.stringify(cues), "application/json");
        }),
      );
    },
    /** The whole transcript as WebVTT; null where nothing is said. */
    async writeTranscript({
      parts,
      ...input
    }: Video & { parts: readonly StoredPart[] }): Promise<StoredFile | null> {
      return onVideo(db, input, [95, 97], async (video) => {
        const cues: SpokenCue[] = [];
        for (const { key } of parts) cues.push(...(await readCues(`${key}.json`)));
        const vtt = toWebVtt(cues);
        return vtt.includes("-->") ? storeSubtitles(video, Buffer.from(vtt)) : null;
      });
    },
    async completeVideo({
      video,
      parts,
      ...input
    }: Video & { video: FinishedVideo; parts: readonly StoredPart[] }) {
      await onVideo(db, input, [97, 99], () => completeVideo(db, input, video));
      for (const { key } of parts) for (const used of [key, `${key}.json`]) await removeObject(used);
    },
    async failVideo({
      reason,
      refused,
      ...input
    }: Video & { reason: string; refused: boolean }): Promise<void> {
      await failVideo(db, input, { reason, refused });
    },
  };
}

/** Longer than an activity may take. */
const readSeconds = 3 * 3600;

async function sourceOf({ upload_key }: MaterialRow, demuxer: Demuxer): Promise<VideoSource> {
  return { url: (await signRead(upload_key, readSeconds)).url, demuxer };
}

function isDeclaredAs(demuxer: Demuxer, type: MaterialType): boolean {
  const declared = videoTypes.find((video) => video === type);
  return declared !== undefined && isDeclared(demuxer, declared);
}

async function orUnplayable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isFileAtFault(error) ? unplayable(error) : error;
  }
}

async function storeSound(video: MaterialRow, file: string): Promise<StoredFile> {
  const key = videoKey(video, "audio.m4a");
  const size_bytes = await putFile(key, file, "audio/mp4");
  return { kind: "audio", key, content_type: "audio/mp4", size_bytes, width: null, height: null };
}

async function storeSubtitles(video: MaterialRow, vtt: Uint8Array): Promise<StoredFile> {
  const key = videoKey(video, "subtitles.vtt");
  await putObject(key, vtt, "text/vtt");
  const size_bytes = vtt.byteLength;
  return { kind: "subtitles", key, content_type: "text/vtt", size_bytes, width: null, height: null };
}

async function readCues(key: string): Promise<SpokenCue[]> {
  return JSON.parse(Buffer.from(await getObject(key)).toString("utf8")) as SpokenCue[];
}
