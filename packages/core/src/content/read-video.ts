import { getObjectStart } from "@smartcourse/platform/s3";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** The start of an uploaded video. @throws UnreadableFileError corrupt where it is not there */
export async function readStart(key: string, bytes: number): Promise<Uint8Array> {
  const start = await getObjectStart(key, bytes);
  if (start !== undefined) return start;
  throw new UnreadableFileError("corrupt", "The uploaded video is not there any more. Upload it again.");
}

/** Says that a video is not what it was said to be. */
export function notDeclared(declared: string): UnreadableFileError {
  return new UnreadableFileError(
    "type_mismatch",
    `The file was uploaded as ${declared}, but it is something else. Upload it as what it is, or convert it to MP4 or WebM.`,
  );
}

/** Says that a video cannot be played. */
export function unplayable(cause?: unknown): UnreadableFileError {
  return new UnreadableFileError(
    "corrupt",
    "The video cannot be read: it is damaged, cut off, or has no picture. Play it on your computer, export it again and upload that.",
    { cause },
  );
}

/** Hours that a video may last. */
const mostHours = 12;

/** @throws UnreadableFileError too_long */
export function assertBearableLength(seconds: number): void {
  if (seconds <= mostHours * 3600) return;
  throw new UnreadableFileError(
    "too_long",
    `The video lasts longer than ${mostHours} hours. Split it and upload the parts.`,
  );
}
