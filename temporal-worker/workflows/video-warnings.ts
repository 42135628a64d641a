import type { MaterialWarning } from "@smartcourse/contracts/content/schemas";
import type { VideoFacts } from "@smartcourse/core/media/probe-video";

interface Hearing {
  readonly has_transcript: boolean;
  readonly was_heard: boolean;
}

/** What an instructor should know of her video: that there is no transcript, and why. */
export function warningsOf(facts: VideoFacts, { has_transcript, was_heard }: Hearing): MaterialWarning[] {
  if (has_transcript) return [];
  const message = `The video has no transcript, so it cannot be searched or asked about: ${why(facts, was_heard)}`;
  return [{ code: "no_transcript", message, pages: [] }];
}

function why({ has_audio, has_drawn_subtitles }: VideoFacts, wasHeard: boolean): string {
  const subtitles = has_drawn_subtitles ? "its subtitles are pictures" : "it has no subtitles";
  if (!has_audio) return `${subtitles}, and no sound. Upload its captions as a file.`;
  if (wasHeard) return `${subtitles}, and nothing is said in it.`;
  return `${subtitles}, and no transcription service is configured. Upload its captions as a file.`;
}
