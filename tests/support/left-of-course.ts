import { countFiles, countPoints } from "@smartcourse/core/content/remove-course-content";
import { countDocuments, countRows } from "@smartcourse/core/courses/deletion-store";
import { postgres } from "@smartcourse/platform/postgres";
import { listKeys } from "@smartcourse/platform/s3";

/** What the stores hold of a course. `texts`: of those that its files came to. */
export async function leftOf(courseId: number, chunksKeys: readonly string[]) {
  const texts = await Promise.all(chunksKeys.map(listKeys));
  return {
    rows: await countRows(postgres(), courseId),
    documents: await countDocuments(courseId),
    passages: await countPoints(courseId),
    files: await countFiles(courseId),
    texts: texts.flat().length,
  };
}

export const nothing = { rows: 0, documents: 0, passages: 0, files: 0, texts: 0 };

/** Where the text of a course's materials lies. */
export async function chunksKeysOf(courseId: number): Promise<string[]> {
  const rows = await postgres()
    .selectFrom("materials")
    .select("chunks_key")
    .where("course_id", "=", courseId)
    .execute();
  return rows.flatMap(({ chunks_key }) => (chunks_key === null ? [] : [chunks_key]));
}

/** Makes a published course a draft again, as nothing in the product does: with all that the stores hold of it. */
export async function makeDraftAgain(courseId: number): Promise<void> {
  await postgres()
    .updateTable("courses")
    .set({ status: "draft", published_version: null })
    .where("id", "=", courseId)
    .execute();
}
