import { Context } from "@temporalio/activity";
import type { VideoProcessingInput } from "@smartcourse/contracts/content/workflows";
import { DomainError } from "@smartcourse/contracts/errors";
import { markProgress } from "@smartcourse/core/content/extraction-store";
import type { MaterialRow } from "@smartcourse/core/content/material-store";
import { findVideo } from "@smartcourse/core/content/video-material";
import type { Working } from "@smartcourse/core/media/ffmpeg";
import type { Db } from "@smartcourse/platform/postgres";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { whileBeating } from "./while-beating.ts";

/** Per cent of the whole that an activity begins and ends at. */
type Share = readonly [from: number, to: number];

const noteEveryMs = 1_500;

/**
 * Runs an activity's work on a video that is being processed, and notes how far it has come. Its programs are killed where
 * the activity is cancelled, and where the material is deleted.
 * @throws DomainError material.not_found where the try is over
 */
export async function onVideo<T>(
  db: Db,
  input: VideoProcessingInput,
  [from, to]: Share,
  work: (video: MaterialRow, working: Working) => Promise<T>,
): Promise<T> {
  const video = await findVideo(db, input);
  const over = new AbortController();
  const signal = AbortSignal.any([Context.current().cancellationSignal, over.signal]);
  let share = 0;
  const note = async () => {
    if (!(await markProgress(db, video, from + share * (to - from)))) over.abort(gone());
  };
  const noting = setInterval(() => {
    note().catch((error: unknown) => {
      log().warn("video.progress_unknown", { ...logFields(), error: error as Error });
    });
  }, noteEveryMs);
  try {
    await note();
    return await whileBeating(() => work(video, { signal, report: (done) => (share = done) }));
  } finally {
    clearInterval(noting);
  }
}

function gone(): DomainError {
  return new DomainError("material.not_found", "The video was deleted, or uploaded anew, meanwhile");
}
