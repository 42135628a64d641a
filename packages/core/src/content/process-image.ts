import { createHash } from "node:crypto";
import type { MaterialType, MaterialWarning } from "@smartcourse/contracts/content/schemas";
import { ImageError } from "@smartcourse/platform/images";
import type { Db } from "@smartcourse/platform/postgres";
import { getObject, removeObject } from "@smartcourse/platform/s3";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { findUpload, markFailed, markReady } from "./extraction-store.ts";
import { type Renditions, renderImage } from "./image-renditions.ts";
import type { MaterialRow } from "./material-store.ts";
import { mediaKey, storeRenditions } from "./media-keys.ts";
import { isThere, orRefuse } from "./refuse-upload.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

interface ImageTry {
  readonly material_id: number;
  readonly run: number;
}

/** AVIF is HEIF with another codec in it. */
const formats: Readonly<Partial<Record<MaterialType, string>>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "heif",
};

/**
 * Makes WebP and thumbnails of an uploaded picture, and marks the material ready, or failed where the picture is at fault,
 * which is then removed. A try that is over does nothing. Throws where something else is at fault; where this is the `last`
 * attempt, the material has failed by then.
 */
export async function processImage(
  db: Db,
  { material_id, run }: ImageTry,
  { last }: { last: boolean },
): Promise<void> {
  const image = await findUpload(db, material_id);
  if (image === undefined || image.run !== run || image.status !== "processing") return;
  try {
    await orRefuse(db, image, () => render(db, image));
  } catch (error) {
    const reason = "The picture could not be processed for a fault on our side. Try again.";
    if (last) await markFailed(db, image, reason, "rerun");
    throw error;
  }
}

async function render(db: Db, image: MaterialRow): Promise<void> {
  if (!(await isThere(db, image))) return;
  const bytes = await getObject(image.upload_key);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { facts, renditions, isStill } = await renderDeclared(bytes, image.content_type);
  const files = await storeRenditions(renditions, (name) => mediaKey(image, sha256.slice(0, 16), name));
  const { width, height } = facts;
  const warnings = isStill ? [animationLost] : [];
  const finding = { sha256, chunks_key: null, chunk_count: 0, files, warnings, width, height };
  if (!(await markReady(db, image, finding))) return;
  const kept = new Set(files.map(({ key }) => key));
  for (const { key } of image.files) if (!kept.has(key)) await removeObject(key);
  log().info("image.processed", { ...logFields(), material_id: image.id });
}

async function renderDeclared(bytes: Uint8Array, type: MaterialType): Promise<Renditions> {
  try {
    const rendered = await renderImage(bytes, "image");
    if (rendered.facts.format === formats[type]) return rendered;
    throw new UnreadableFileError(
      "type_mismatch",
      `The file was uploaded as ${type}, but it is ${rendered.facts.format}. Upload it as what it is.`,
    );
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    throw new UnreadableFileError(
      "corrupt",
      "The picture cannot be read: it is damaged, or it is none. Open it on your computer, save it again and upload that.",
      { cause: error },
    );
  }
}

const animationLost: MaterialWarning = {
  code: "animation_left_out",
  message: "The animation is too large: only its first picture is shown. Upload it as a video.",
  pages: [],
};
