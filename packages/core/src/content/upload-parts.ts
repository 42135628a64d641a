const mebibyte = 1024 * 1024;
/** Parts are made larger rather than more than this; S3 would take 10,000. */
const manyParts = 200;
const leastPartBytes = 16 * mebibyte;

/** How a file is cut into parts: each of `part_size_bytes`, the last one of what is left. */
export interface PartPlan {
  readonly part_size_bytes: number;
  readonly part_count: number;
}

/** Follows from the size alone, so that whoever asks later finds the same parts. */
export function planParts(sizeBytes: number): PartPlan {
  const least = Math.ceil(sizeBytes / manyParts / mebibyte) * mebibyte;
  const part_size_bytes = Math.max(leastPartBytes, least);
  return { part_size_bytes, part_count: Math.ceil(sizeBytes / part_size_bytes) };
}

/** The length of a part in bytes; parts count from 1. */
export function partBytes(sizeBytes: number, partNumber: number): number {
  const { part_size_bytes } = planParts(sizeBytes);
  return Math.min(part_size_bytes, sizeBytes - (partNumber - 1) * part_size_bytes);
}
