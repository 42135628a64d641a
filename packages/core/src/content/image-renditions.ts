import { type ImageFacts, isBearable, readImage, toWebp } from "@smartcourse/platform/images";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** Longest side of the picture that is shown, and of its thumbnails, in pixels. */
const longestSide = 2000;
const thumbnailSides = [320, 640] as const;
/** More frames than this are a video, which should be uploaded as one. */
const mostFrames = 300;

/** One picture made from another. `name` is the last part of its key. */
export interface Rendition {
  readonly kind: "image" | "thumbnail" | "poster";
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What is made of a picture, and what its owner should know. */
export interface Renditions {
  readonly facts: ImageFacts;
  readonly renditions: readonly Rendition[];
  readonly isStill: boolean;
}

/**
 * A picture as WebP of at most 2000 pixels, with its frames where they are not too many, and still thumbnails.
 * @throws UnreadableFileError too_large; ImageError where it cannot be decoded
 */
export async function renderImage(bytes: Uint8Array, kind: "image" | "poster"): Promise<Renditions> {
  const facts = await readImage(bytes);
  if (!isBearable(facts, 1)) {
    throw new UnreadableFileError(
      "too_large",
      `The picture has ${facts.width} × ${facts.height} pixels, more than can be unpacked. Make it smaller and upload that.`,
    );
  }
  const animated = facts.frames > 1 && facts.frames <= mostFrames && isBearable(facts, facts.frames);
  const main = { kind, name: `${kind}.webp`, ...(await toWebp(bytes, { side: longestSide, animated })) };
  const renditions: Rendition[] = [main];
  for (const side of thumbnailSides) {
    renditions.push({
      kind: "thumbnail",
      name: `thumbnail-${side}.webp`,
      ...(await toWebp(bytes, { side })),
    });
  }
  return { facts, renditions, isStill: facts.frames > 1 && !animated };
}
