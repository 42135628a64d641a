import { sql } from "kysely";
import type { FieldError } from "@smartcourse/contracts/errors";
import { importPrefix } from "@smartcourse/contracts/transfer/tasks";
import type { ImportCourseBody, LeftOut } from "@smartcourse/contracts/transfer/schemas";
import type { ImportedFile } from "@smartcourse/platform/database";
import type { Db, Tx } from "@smartcourse/platform/postgres";

export function importWorkflowId(importId: number): string {
  return `import-${importId}-1`;
}

/** Where an import's archive arrives. */
export function importKey(importId: number): string {
  return `${importPrefix}${importId}/course.zip`;
}

export function insertImport(tx: Tx, ownerId: number, body: ImportCourseBody) {
  return tx
    .insertInto("course_imports")
    .values({ ...body, owner_id: ownerId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findImport(db: Db | Tx, id: number) {
  return db.selectFrom("course_imports").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The import with its row locked until the transaction ends. */
export function lockImport(tx: Tx, id: number) {
  return tx.selectFrom("course_imports").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** The import with how its workflow goes; none where its archive has not come yet. */
export function findImportState(db: Db, id: number) {
  return db
    .selectFrom("course_imports")
    .leftJoin("workflows", (join) =>
      join.on("workflows.id", "=", sql<string>`'import-' || course_imports.id || '-1'`),
    )
    .selectAll("course_imports")
    .select(["workflows.id as workflow_id", "workflows.state", "workflows.reason"])
    .where("course_imports.id", "=", id)
    .executeTakeFirst();
}

/** Notes which archive was checked: another one that comes later is not read. */
export async function noteArchive(db: Db, id: number, etag: string): Promise<void> {
  await db.updateTable("course_imports").set({ etag, updated_at: new Date() }).where("id", "=", id).execute();
}

/** Notes what is wrong with an archive. */
export async function noteErrors(db: Db, id: number, errors: readonly FieldError[]): Promise<void> {
  await db
    .updateTable("course_imports")
    .set({ errors: JSON.stringify(errors), updated_at: new Date() })
    .where("id", "=", id)
    .execute();
}

/** Takes a number for an import's course, the first time; the same one ever after. */
export async function takeCourseId(db: Db, id: number): Promise<number> {
  const { rows } = await sql<{ course_id: number }>`
    update course_imports
    set course_id = coalesce(course_id, nextval(pg_get_serial_sequence('courses', 'id'))::integer)
    where id = ${id} returning course_id`.execute(db);
  const taken = rows[0]?.course_id;
  if (taken === undefined) throw new Error(`Import ${id} is gone`);
  return taken;
}

interface Made {
  readonly files: readonly ImportedFile[];
  readonly left_out: readonly LeftOut[];
}

/** Notes, in the transaction that makes the course, that it is there. */
export async function noteMade(tx: Tx, id: number, { files, left_out }: Made): Promise<void> {
  await tx
    .updateTable("course_imports")
    .set({
      files: JSON.stringify(files),
      left_out: JSON.stringify(left_out),
      course_made_at: new Date(),
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
}

/** Those of the courses that the owner may require: that she can see, of that number and that title. */
export async function knownPrerequisites(
  db: Db,
  ownerId: number,
  wanted: readonly { readonly id: number; readonly title: string }[],
): Promise<number[]> {
  if (wanted.length === 0) return [];
  const found = await db
    .selectFrom("courses")
    .select(["id", "title"])
    .where(
      "id",
      "in",
      wanted.map(({ id }) => id),
    )
    .where((eb) => eb.or([eb("status", "=", "published"), eb("instructor_id", "=", ownerId)]))
    .where("status", "<>", "archived")
    .execute();
  const titles = new Map(found.map(({ id, title }) => [id, title]));
  return [...new Set(wanted.flatMap(({ id, title }) => (titles.get(id) === title ? [id] : [])))];
}

/** Where the files still have to go that nothing has come for yet. */
export function findAwaitedUploads(db: Db, materialIds: readonly number[]) {
  return db
    .selectFrom("materials")
    .select(["id", "upload_key", "content_type", "size_bytes"])
    .where("id", "in", [...materialIds])
    .where("status", "=", "awaiting_upload")
    .execute();
}
