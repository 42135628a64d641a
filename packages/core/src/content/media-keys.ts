import { mediaPrefix } from "@smartcourse/contracts/content/tasks";
import type { StoredFile } from "@smartcourse/platform/database";
import { putObject } from "@smartcourse/platform/s3";
import type { Rendition } from "./image-renditions.ts";

interface PlacedMaterial {
  readonly id: number;
  readonly course_id: number;
}

/** Where everything lies that is made from a material. */
export function mediaFolder({ id, course_id }: PlacedMaterial): string {
  return `${mediaPrefix}${course_id}/${id}/`;
}

/** `media/{course}/{material}/{of}/{name}`. `of` tells one upload's files from another's. */
export function mediaKey(material: PlacedMaterial, of: string, name: string): string {
  return `${mediaFolder(material)}${of}/${name}`;
}

/** Stores pictures and answers with what is noted of them. */
export async function storeRenditions(
  renditions: readonly Rendition[],
  keyOf: (name: string) => string,
): Promise<StoredFile[]> {
  return Promise.all(
    renditions.map(async ({ kind, name, bytes, width, height }) => {
      const key = keyOf(name);
      await putObject(key, bytes, "image/webp");
      return { kind, key, content_type: "image/webp", size_bytes: bytes.byteLength, width, height };
    }),
  );
}
