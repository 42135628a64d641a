import {
  mediaPrefix,
  thumbnailPrefix,
  uploadPrefix,
  vectorPrefix,
} from "@smartcourse/contracts/content/tasks";
import { exportPrefix } from "@smartcourse/contracts/transfer/tasks";
import { abortMultipart, listMultiparts } from "@smartcourse/platform/multipart";
import type { Db } from "@smartcourse/platform/postgres";
import { qdrant } from "@smartcourse/platform/qdrant";
import { listKeys, objectExists, removeObject } from "@smartcourse/platform/s3";
import { lockChunks } from "./chunks-lock.ts";
import { isReferenced } from "./remove-material-files.ts";

/** What lies below `{prefix}{course}/` is that course's alone. */
const ownPrefixes = [uploadPrefix, mediaPrefix, thumbnailPrefix, vectorPrefix, exportPrefix] as const;
const atOnce = 20;

/** Removes a course's points from every collection: an older embedding model's has some as well. */
export async function removePoints(courseId: number): Promise<void> {
  for (const name of await listCollections()) {
    await qdrant().delete(name, { filter: ofCourse(courseId), wait: true });
  }
}

export async function countPoints(courseId: number): Promise<number> {
  let sum = 0;
  for (const name of await listCollections()) {
    sum += (await qdrant().count(name, { filter: ofCourse(courseId), exact: true })).count;
  }
  return sum;
}

/**
 * Removes the objects that are a course's alone, and the uploads that never came to an end. `alive` is called between parts, and
 * may throw to stop.
 */
export async function removeFiles(courseId: number, alive: () => void): Promise<void> {
  await inTurns(await listMultiparts(`${uploadPrefix}${courseId}/`), abortMultipart);
  for (const prefix of ownPrefixes) {
    for (;;) {
      alive();
      const keys = await listKeys(`${prefix}${courseId}/`);
      if (keys.length === 0) break;
      await inTurns(keys, removeObject);
    }
  }
}

/** Objects and unfinished uploads that are a course's alone; of each prefix a thousand at most. */
export async function countFiles(courseId: number): Promise<number> {
  const found = await Promise.all(ownPrefixes.map((prefix) => listKeys(`${prefix}${courseId}/`)));
  return found.flat().length + (await listMultiparts(`${uploadPrefix}${courseId}/`)).length;
}

/** Removes those of the texts that no material and no frozen version has: the same file may be in other courses. */
export async function removeUnusedChunks(db: Db, keys: readonly string[], alive: () => void): Promise<void> {
  for (const key of keys) {
    alive();
    await db.transaction().execute(async (tx) => {
      await lockChunks(tx, key);
      if (!(await isReferenced(tx, key))) await removeObject(key);
    });
  }
}

/** Texts that nothing has and that are still there. */
export async function countUnusedChunks(db: Db, keys: readonly string[]): Promise<number> {
  let count = 0;
  for (const key of keys) {
    if ((await objectExists(key)) && !(await isReferenced(db, key))) count += 1;
  }
  return count;
}

async function listCollections(): Promise<string[]> {
  const { collections } = await qdrant().getCollections();
  return collections.map(({ name }) => name).filter((name) => name.startsWith("course_"));
}

function ofCourse(courseId: number) {
  return { must: [{ key: "course_id", match: { value: courseId } }] };
}

async function inTurns<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < list.length; from += atOnce) {
    await Promise.all(list.slice(from, from + atOnce).map(work));
  }
}
