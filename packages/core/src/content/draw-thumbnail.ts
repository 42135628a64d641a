import { join } from "node:path";
import { createHash } from "node:crypto";
import { thumbnailPrefix } from "@smartcourse/contracts/content/tasks";
import { env } from "@smartcourse/platform/env";
import { drawPicture } from "@smartcourse/platform/images";
import type { Db } from "@smartcourse/platform/postgres";
import { putObject, removeObject } from "@smartcourse/platform/s3";
import { asMarkup, pictureBackground } from "./course-picture.ts";
import { findCoursePicture, noteDrawn } from "./thumbnail-store.ts";

/** Draws a course's title on its colour, unless that is done already. Safe to run again; a course that is gone has no picture. */
export async function drawThumbnail(db: Db, courseId: number): Promise<void> {
  const course = await findCoursePicture(db, courseId);
  if (course === undefined || course.drawn_title === course.title) return;
  const picture = await drawPicture({
    background: pictureBackground(courseId),
    markup: asMarkup(course.title),
    font: join(env("LAMBDA_TASK_ROOT"), "assets", "font.ttf"),
  });
  const digest = createHash("sha256").update(course.title).digest("hex").slice(0, 16);
  const key = `${thumbnailPrefix}${courseId}/${digest}.webp`;
  await putObject(key, picture, "image/webp");
  if (!(await noteDrawn(db, courseId, { key, title: course.title }))) await removeObject(key);
  else if (course.object_key !== null && course.object_key !== key) await removeObject(course.object_key);
}
