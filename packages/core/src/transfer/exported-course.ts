import { type Manifest, manifestFormat, manifestVersion } from "@smartcourse/contracts/transfer/manifest";
import type { LeftOut } from "@smartcourse/contracts/transfer/schemas";
import type { StoredCourse } from "./export-store.ts";

type StoredMaterial = StoredCourse["materials"][number];

/** A file that goes into an archive, `path` in there. */
export interface ExportedFile {
  readonly path: string;
  readonly material: StoredMaterial;
  readonly module: number | null;
  readonly lesson: number | null;
}

/**
 * Which files go into a course's archive, and which do not, and why. `sizes`: of the uploaded files that lie there, in bytes, by
 * the materials' ids.
 */
export function selectFiles(
  { modules, materials }: Pick<StoredCourse, "modules" | "materials">,
  sizes: ReadonlyMap<number, number>,
): { files: ExportedFile[]; left_out: LeftOut[] } {
  const files: ExportedFile[] = [];
  const left_out: LeftOut[] = [];
  for (const material of materials) {
    const place = placeOf(modules, material);
    const reason = reasonAgainst(material, place, sizes.get(material.id));
    if (place === undefined || reason !== undefined) {
      left_out.push({ subject: material.title, reason: reason ?? "" });
    } else {
      files.push({ ...place, material, path: pathOf(files.length + 1, material.filename) });
    }
  }
  return { files, left_out };
}

type Place = Pick<ExportedFile, "module" | "lesson">;

/** Undefined where the module or the lesson is gone. */
function placeOf(
  modules: StoredCourse["modules"],
  { module_id, lesson_id }: StoredMaterial,
): Place | undefined {
  if (module_id === null) return { module: null, lesson: null };
  const module = modules.findIndex(({ id }) => id === module_id);
  const lesson = modules[module]?.lessons.findIndex(({ id }) => id === lesson_id) ?? -1;
  if (module === -1 || (lesson_id !== null && lesson === -1)) return undefined;
  return { module: module + 1, lesson: lesson_id === null ? null : lesson + 1 };
}

function reasonAgainst(
  { status, size_bytes }: StoredMaterial,
  place: Place | undefined,
  size: number | undefined,
): string | undefined {
  if (place === undefined) return "The module or lesson it belonged to was deleted.";
  if (status !== "ready") return `Its status is ${status}: only what is ready is exported.`;
  if (size === undefined) return "Its file is not there any more.";
  return size === size_bytes ? undefined : "Another file is being uploaded for it.";
}

/** The number keeps them apart and in order; the name helps people. */
function pathOf(number: number, filename: string): string {
  // oxlint-disable-next-line no-control-regex
  const safe = filename.normalize("NFC").replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/gu, "-");
  return `materials/${String(number).padStart(3, "0")}-${safe.slice(-100)}`;
}

/** What an archive says of its course. `hashes`: the SHA-256 of each file by its path. */
export function toManifest(
  { course, modules, prerequisites, thumbnail_id }: StoredCourse,
  files: readonly ExportedFile[],
  hashes: ReadonlyMap<string, string>,
): Manifest {
  return {
    format: manifestFormat,
    schema_version: manifestVersion,
    course: {
      title: course.title,
      description: course.description,
      difficulty: course.difficulty,
      tags: course.tags,
      total_duration_hours: course.total_duration_hours,
      thumbnail_url: course.thumbnail_url,
      prerequisites: [...prerequisites],
      capacity: course.capacity,
      enrollment_opens_at: course.enrollment_opens_at,
      enrollment_closes_at: course.enrollment_closes_at,
      waitlist_offer_hours: course.waitlist_offer_hours,
      completion_rule: course.completion_rule,
    },
    modules: modules.map(({ title, description, lessons }) => ({
      title,
      description,
      lessons: lessons.map((lesson) => ({
        title: lesson.title,
        type: lesson.type,
        content_url: lesson.content_url,
        duration_minutes: lesson.duration_minutes,
        due_at: lesson.due_at ?? null,
      })),
    })),
    materials: files.map(
      ({ path, module, lesson, material: { title, filename, content_type, size_bytes } }) => {
        const sha256 = hashes.get(path);
        if (sha256 === undefined) throw new Error(`${path} was not read`);
        return { path, title, filename, content_type, size_bytes, sha256, module, lesson };
      },
    ),
    thumbnail: files.find(({ material }) => material.id === thumbnail_id)?.path ?? null,
  };
}
