import { postgres } from "@smartcourse/platform/postgres";
import { collection } from "@smartcourse/platform/mongo";
import { collectionName, qdrant } from "@smartcourse/platform/qdrant";

interface StoredPoint {
  readonly id: string;
  readonly payload: Record<string, unknown>;
}

/** Every point of a course, in all versions, by chunk. */
export async function pointsOf(courseId: number): Promise<StoredPoint[]> {
  const { points } = await qdrant().scroll(collectionName(), {
    filter: { must: [{ key: "course_id", match: { value: courseId } }] },
    limit: 10_000,
    with_payload: true,
  });
  return points.map(({ id, payload }) => ({ id: String(id), payload: { ...payload } }));
}

/** The versions that each point of a course is in, each combination once. */
export async function tagsOf(courseId: number): Promise<number[][]> {
  const tags = (await pointsOf(courseId)).map(({ payload }) => JSON.stringify(payload["versions"]));
  return [...new Set(tags)].toSorted().map((text) => JSON.parse(text) as number[]);
}

export function courseRow(id: number) {
  return postgres().selectFrom("courses").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/** What the stores hold of a course's versions. */
export async function versionsOf(courseId: number): Promise<{ rows: number[]; documents: number[] }> {
  const rows = await postgres()
    .selectFrom("course_versions")
    .select("version")
    .where("course_id", "=", courseId)
    .orderBy("version")
    .execute();
  const documents = await collection<{ version: number }>("course_versions")
    .find({ course_id: courseId })
    .sort({ version: 1 })
    .toArray();
  return {
    rows: rows.map(({ version }) => version),
    documents: documents.map(({ version }) => version),
  };
}

/** Has a course be published as it stands, by its rows alone: for what needs students and no content. */
export async function openForStudents(id: number): Promise<void> {
  const version = { course_id: id, version: 1, module_ids: [1, 2], published_at: new Date() };
  await postgres().insertInto("course_versions").values(version).execute();
  await postgres()
    .updateTable("courses")
    .set({ status: "published", published_version: 1, last_version: 1, published_at: new Date() })
    .where("id", "=", id)
    .execute();
}
