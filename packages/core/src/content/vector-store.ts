import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** Where a vector lies: an object, and its place in there. */
interface VectorPlace {
  readonly object_key: string;
  readonly position: number;
}

/** Where the vectors of a course's texts lie, by the hexadecimal digest of the text. Those that were never embedded are not in it. */
export async function findVectors(
  db: Db | Tx,
  courseId: number,
  model: string,
  digests: readonly Buffer[],
): Promise<Map<string, VectorPlace>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom("course_vectors")
    .select(["digest", "object_key", "position"])
    .where("course_id", "=", courseId)
    .where("model", "=", model)
    .where("digest", "in", [...digests])
    .execute();
  return new Map(rows.map(({ digest, ...place }) => [digest.toString("hex"), place]));
}

/** Notes the vectors of one object, whose texts are given by their hexadecimal digests; none where the course is gone. */
export async function insertVectors(
  db: Db,
  courseId: number,
  model: string,
  { key, digests }: { readonly key: string; readonly digests: readonly string[] },
): Promise<void> {
  await sql`
    insert into course_vectors (course_id, model, digest, object_key, position)
    select courses.id, ${model}, decode(found.digest, 'hex'), ${key}, found.position - 1
    from courses, unnest(${[...digests]}::text[]) with ordinality as found (digest, position)
    where courses.id = ${courseId}
    on conflict do nothing`.execute(db);
}
