import sharp, { type Sharp } from "sharp";

/** Pixels that one picture may have, all its frames together: 200 MB once it is unpacked. */
const maximumPixels = 50_000_000;
const quality = 82;

/** The picture itself is at fault: it is damaged, too large, or none at all. */
export class ImageError extends Error {
  override readonly name = "ImageError";
}

/** What a picture says of itself. `width` and `height` are as it is looked at, after its orientation is applied. */
export interface ImageFacts {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Reads a picture's header; nothing is unpacked. @throws ImageError */
export async function readImage(bytes: Uint8Array): Promise<ImageFacts> {
  const {
    format,
    autoOrient,
    pages = 1,
    pageHeight,
  } = await onPicture(() => sharp(bytes, { animated: true, limitInputPixels: false }).metadata());
  return { format, width: autoOrient.width, height: pageHeight ?? autoOrient.height, frames: pages };
}

/** Whether so many frames of that size may be unpacked. */
export function isBearable({ width, height }: ImageFacts, frames: number): boolean {
  return width * height * frames <= maximumPixels;
}

/**
 * The picture as WebP that fits into a square of `side` pixels, never larger than it was; turned upright, without what a
 * camera wrote into it. With `animated` it keeps its frames. @throws ImageError
 */
export async function toWebp(
  bytes: Uint8Array,
  { side, animated = false }: { readonly side: number; readonly animated?: boolean },
): Promise<EncodedImage> {
  const { data, info } = await onPicture(() =>
    (animated ? frames(bytes) : sharp(bytes, { limitInputPixels: maximumPixels }).autoOrient())
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .webp({ quality })
      .toBuffer({ resolveWithObject: true }),
  );
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height };
}

/** All frames, which stay as they lie: sharp turns single pictures only. */
function frames(bytes: Uint8Array): Sharp {
  return sharp(bytes, { animated: true, limitInputPixels: maximumPixels });
}

/** sharp's errors are about the picture; they carry no type of their own. */
async function onPicture<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ImageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * A picture of 640 × 360 as WebP: the SVG `background`, and over it a text in Pango's markup, in the font of that file,
 * as large as fits.
 */
export async function drawPicture({
  background,
  markup,
  font,
}: {
  readonly background: string;
  readonly markup: string;
  readonly font: string;
}): Promise<Uint8Array> {
  const text = await sharp({
    text: {
      text: markup,
      font: "DejaVu Sans Bold",
      fontfile: font,
      width: 540,
      height: 240,
      rgba: true,
      align: "left",
    },
  })
    .resize({ width: 540, height: 240, fit: "inside", withoutEnlargement: true })
    .png()
    .toBuffer();
  const { height } = await sharp(text).metadata();
  return sharp(Buffer.from(background))
    .composite([{ input: text, left: 50, top: Math.round((360 - height) / 2) }])
    .webp({ quality })
    .toBuffer();
}
