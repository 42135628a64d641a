import { imageTypes } from "@smartcourse/contracts/content/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { signRead } from "@smartcourse/platform/signed-s3";
import { assertEditableCourse, assertMaterial } from "./course-access.ts";
import { findMaterial } from "./material-store.ts";
import { chooseThumbnail, findCoursePicture } from "./thumbnail-store.ts";

/** Seconds for which a picture's address holds, and for which a browser may keep it. */
const readSeconds = 3600;
const keepSeconds = 600;
/** Width of the thumbnail that is shown. */
const shownWidth = 640;

/**
 * Where a course's picture is: the chosen one, the one that its instructor linked to, or the drawn one. Everybody sees that
 * of a published course, of others those who may change them.
 * @throws DomainError course.not_found, course.no_thumbnail
 */
export async function getCourseThumbnail(db: Db, courseId: number, actor: Actor | undefined) {
  const course = await findCoursePicture(db, courseId);
  const isOwn = actor !== undefined && (actor.role === "admin" || actor.id === course?.instructor_id);
  if (course === undefined || (course.status !== "published" && !isOwn)) {
    throw new DomainError("course.not_found", `There is no course ${courseId} that you can see`);
  }
  const scope = course.status === "published" ? "public" : "private";
  return { location: await addressOf(course), cacheControl: `${scope}, max-age=${keepSeconds}` };
}

async function addressOf(
  course: NonNullable<Awaited<ReturnType<typeof findCoursePicture>>>,
): Promise<string> {
  const chosen = course.picture_files
    ?.filter(({ kind }) => kind === "thumbnail" || kind === "image")
    .toSorted((one, other) => distance(one.width) - distance(other.width))[0];
  const link = chosen === undefined ? course.thumbnail_url : null;
  if (link !== null) return link;
  const key = chosen?.key ?? course.object_key;
  if (key === null)
    throw new DomainError("course.no_thumbnail", "The course's picture is being drawn: try again soon");
  return (await signRead(key, readSeconds)).url;
}

function distance(width: number | null): number {
  return Math.abs((width ?? 0) - shownWidth);
}

/**
 * Lets one of the course's pictures stand for it; null takes that back.
 * @throws DomainError course.not_found, course.archived, material.not_found, material.not_an_image
 */
export async function setCourseThumbnail(tx: Tx, courseId: number, actor: Actor, materialId: number | null) {
  await assertEditableCourse(tx, courseId, actor);
  if (materialId !== null) {
    const { content_type, status } = assertMaterial(await findMaterial(tx, courseId, materialId), materialId);
    if (status !== "ready" || !imageTypes.some((type) => type === content_type)) {
      throw new DomainError("material.not_an_image", "Choose an image of this course whose status is ready", {
        errors: [{ field: "material_id", message: "is not an image that is ready" }],
      });
    }
  }
  await chooseThumbnail(tx, courseId, materialId);
  return { course_id: courseId, material_id: materialId };
}
