import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** A course with what is known of its picture; `picture_files` are those of the chosen material. */
export function findCoursePicture(db: Db | Tx, courseId: number) {
  return db
    .selectFrom("courses")
    .leftJoin("course_thumbnails", "course_thumbnails.course_id", "courses.id")
    .leftJoin("materials", "materials.id", "course_thumbnails.material_id")
    .select([
      "courses.id",
      "courses.instructor_id",
      "courses.status",
      "courses.title",
      "courses.thumbnail_url",
      "course_thumbnails.object_key",
      "course_thumbnails.drawn_title",
      "materials.files as picture_files",
    ])
    .where("courses.id", "=", courseId)
    .executeTakeFirst();
}

/** Notes the picture that was drawn. Answers false where the course is gone. */
export async function noteDrawn(
  db: Db,
  courseId: number,
  { key, title }: { key: string; title: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into course_thumbnails (course_id, object_key, drawn_title)
    select id, ${key}, ${title} from courses where id = ${courseId}
    on conflict (course_id) do update
    set object_key = excluded.object_key, drawn_title = excluded.drawn_title, updated_at = now()`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Chooses a material's picture, or none. */
export async function chooseThumbnail(tx: Tx, course_id: number, material_id: number | null): Promise<void> {
  await tx
    .insertInto("course_thumbnails")
    .values({ course_id, material_id })
    .onConflict((conflict) =>
      conflict.column("course_id").doUpdateSet({ material_id, updated_at: new Date() }),
    )
    .execute();
}
