import type { videoTypes } from "@smartcourse/contracts/content/schemas";

type VideoType = (typeof videoTypes)[number];

/** What ffmpeg reads a container with. It is always named: left to guess, it would follow a playlist to other files. */
export type Demuxer = "mov" | "matroska";

/** Bytes of a file's start that tell its container. */
export const containerBytes = 64;

const matroska = [0x1a, 0x45, 0xdf, 0xa3];

/** The container that a file is by its first bytes: ISO base media (MP4, MOV) or Matroska (WebM); undefined for all else. */
export function detectContainer(start: Uint8Array): Demuxer | undefined {
  if (matroska.every((byte, index) => start[index] === byte)) return "matroska";
  const box = Buffer.from(start.subarray(4, 8)).toString("latin1");
  return ["ftyp", "moov", "mdat", "wide", "free", "skip"].includes(box) ? "mov" : undefined;
}

/** Whether a container is what the file was said to be. MP4 and MOV are told apart by nobody who plays them. */
export function isDeclared(demuxer: Demuxer, type: VideoType): boolean {
  return (type === "video/webm") === (demuxer === "matroska");
}
