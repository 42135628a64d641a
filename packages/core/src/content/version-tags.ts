import { sql } from "kysely";
import * as z from "zod";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { collectionName, qdrant } from "@smartcourse/platform/qdrant";

const Tagged = z.object({ versions: z.array(z.int()) });
const pageSize = 256;
/** First key of the advisory locks of courses' tags. */
const tagLocks = 0x7a6;

/** A point's id, and the versions that it is in. */
interface TaggedPoint {
  readonly id: string;
  readonly versions: readonly number[];
}

/**
 * Does something to the tags or points of a course while nobody else does: tags are read, then written, and a publication
 * may begin while another one's version is taken away, or while the course is indexed again.
 */
export function withTagsLocked<T>(db: Db, courseId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${tagLocks}::integer, ${courseId}::integer)`.execute(tx);
    return work(tx);
  });
}

/** Gives those of the points that exist a further version, and answers with their ids. For who holds the course's lock. */
export async function addVersion(ids: readonly string[], version: number): Promise<string[]> {
  const existing = await readTags(ids);
  const without = existing.filter(({ versions }) => !versions.includes(version));
  await writeTags(without, ({ versions }) => [...versions, version].sort((a, b) => a - b));
  return existing.map(({ id }) => id);
}

/**
 * Takes versions from every point of a course; a point goes with its last version. Safe to run again: it works off what
 * still carries one of them. `alive` is called between pages, and may throw to stop.
 */
export async function removeVersions(
  db: Db,
  courseId: number,
  versions: readonly number[],
  alive: () => void,
): Promise<void> {
  if (versions.length === 0) return;
  let left = true;
  while (left) {
    alive();
    left = await withTagsLocked(db, courseId, () => removeFromPage(courseId, versions));
  }
}

async function removeFromPage(courseId: number, removed: readonly number[]): Promise<boolean> {
  const { points } = await qdrant().scroll(collectionName(), {
    filter: {
      must: [
        { key: "course_id", match: { value: courseId } },
        { key: "versions", match: { any: [...removed] } },
      ],
    },
    with_payload: ["versions"],
    limit: pageSize,
  });
  const changed = points.map(toTagged).map(({ id, versions }) => ({
    id,
    versions: versions.filter((version) => !removed.includes(version)),
  }));
  await deletePoints(changed.filter(({ versions }) => versions.length === 0));
  await writeTags(
    changed.filter(({ versions }) => versions.length > 0),
    ({ versions }) => versions,
  );
  return points.length > 0;
}

async function readTags(ids: readonly string[]): Promise<TaggedPoint[]> {
  const found = await qdrant().retrieve(collectionName(), {
    ids: [...ids],
    with_payload: ["versions"],
    with_vector: false,
  });
  return found.map(toTagged);
}

function toTagged({ id, payload }: { id: string | number; payload?: unknown }): TaggedPoint {
  return { id: String(id), versions: Tagged.parse(payload).versions };
}

async function deletePoints(points: readonly TaggedPoint[]): Promise<void> {
  if (points.length === 0) return;
  await qdrant().delete(collectionName(), { points: points.map(({ id }) => id), wait: true });
}

/** One request for all the points that get the same versions. */
async function writeTags(
  points: readonly TaggedPoint[],
  tagsOf: (point: TaggedPoint) => readonly number[],
): Promise<void> {
  for (const [tags, group] of Map.groupBy(points, (point) => JSON.stringify(tagsOf(point)))) {
    await qdrant().setPayload(collectionName(), {
      payload: { versions: JSON.parse(tags) },
      points: group.map(({ id }) => id),
      wait: true,
    });
  }
}
