import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  proxyActivities,
} from "@temporalio/workflow";
import type { VideoProcessingInput } from "@smartcourse/contracts/content/workflows";
import type { VideoActivities } from "../video-activities.ts";
import { failureReason } from "./failure-reason.ts";
import { certain, long, quick } from "./step-options.ts";
import { warningsOf } from "./video-warnings.ts";

const steps = proxyActivities<VideoActivities>(quick);
const taking = proxyActivities<VideoActivities>({
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "30s", maximumAttempts: 5 },
});
const listening = proxyActivities<VideoActivities>({
  ...long,
  retry: { initialInterval: "2s", maximumInterval: "2 minutes", maximumAttempts: 8 },
});
const surely = proxyActivities<VideoActivities>(certain);

const fault = "The video could not be processed for a fault on our side. Try again.";
const phrases: Readonly<Record<string, string>> = {
  probeVideo: fault,
  makePoster: fault,
  takeSubtitles: fault,
  takeSound: fault,
  transcribePart: "What is said in the video could not be written down. Try again later.",
};

/**
 * Makes poster, sound and transcript of an uploaded video: its own subtitles, else what a transcription service hears, where
 * one is configured. A file that is itself at fault is removed; what else fails can be tried again.
 */
export async function VideoProcessingWorkflow(input: VideoProcessingInput): Promise<void> {
  try {
    await steps.beginVideo(input);
    await takeApart(input);
  } catch (error) {
    const refused = isRefused(error);
    const reason = failureReason(error, phrases);
    await CancellationScope.nonCancellable(() => surely.failVideo({ ...input, reason, refused }));
    throw error;
  }
}

async function takeApart(input: VideoProcessingInput): Promise<void> {
  const facts = await taking.probeVideo(input);
  const posters = await taking.makePoster({ ...input, facts });
  const embedded = facts.subtitle_index === null ? null : await taking.takeSubtitles({ ...input, facts });
  const sound = facts.has_audio ? await taking.takeSound({ ...input, facts, cut: embedded === null }) : null;
  const parts = sound?.parts ?? [];
  for (const [index, part] of parts.entries()) {
    await listening.transcribePart({ ...input, part, share: index / parts.length });
  }
  const heard = parts.length > 0 ? await taking.writeTranscript({ ...input, parts }) : null;
  const transcript = embedded ?? heard;
  const { duration_seconds, width, height } = facts;
  const made = [sound?.file, transcript].filter((file) => file !== undefined && file !== null);
  await surely.completeVideo({
    ...input,
    parts,
    video: {
      duration_seconds,
      width,
      height,
      files: [...posters, ...made],
      vtt_key: transcript?.key ?? null,
      warnings: warningsOf(facts, { has_transcript: transcript !== null, was_heard: parts.length > 0 }),
    },
  });
}

/** Whether the file itself is at fault. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof ActivityFailure &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === "material.refused"
  );
}
