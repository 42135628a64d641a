import { handler as exportCourse } from "../../../functions/transfer/export-course.ts";
import { handler as getCourseExport } from "../../../functions/transfer/get-export.ts";
import { handler as getCourseImport } from "../../../functions/transfer/get-import.ts";
import { handler as importCourse } from "../../../functions/transfer/import-course.ts";
import { handler as receiveImport } from "../../../functions/transfer/receive-import.ts";
import { handler as extractMaterial } from "../../../functions/content/extract-material.ts";
import { handler as getCourseContent } from "../../../functions/courses/get-course-content.ts";
import { handler as listMaterials } from "../../../functions/content/list-materials.ts";
import { postgres } from "@smartcourse/platform/postgres";
import { type Author, notification, upload, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";

/** Exports a course to the end. Answers with what GET tells of the archive, and its bytes. */
export async function exportToTheEnd(author: Author, courseId: number) {
  const asked = await call(exportCourse, { params: { id: courseId }, token: author.token });
  if (asked.status !== 202)
    throw new Error(`exporting answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  const ended = await untilEnded(author, asked.body.workflow_id);
  if (ended.status !== "completed") throw new Error(`the export failed: ${ended.reason}`);
  const { body } = await call(getCourseExport, { params: { id: courseId }, token: author.token });
  const reply = await fetch(body.url);
  if (!reply.ok) throw new Error(`the download answered ${reply.status}`);
  return { told: body, bytes: new Uint8Array(await reply.arrayBuffer()) };
}

function untilEnded(author: Author, workflowId: string) {
  return eventually(
    async () => (await workflowStatus(author, workflowId)).body,
    ({ status }) => status === "completed" || status === "failed",
    90,
  );
}

/** Announces an archive and uploads it, as a browser does. Answers with the import's id. */
export async function sendArchive(
  author: Author,
  bytes: Uint8Array,
  about: { title?: string; filename?: string } = {},
): Promise<{ id: number; key: string }> {
  const request = { body: { ...about, size_bytes: bytes.length }, token: author.token };
  const { status, body } = await call(importCourse, request);
  if (status !== 201) throw new Error(`announcing an import answered ${status}: ${JSON.stringify(body)}`);
  const key = body.upload.fields.key;
  await upload({ id: body.id, upload_key: key, upload: body.upload }, bytes);
  return { id: body.id, key };
}

/** Imports an archive to the end, good or bad. */
export async function importToTheEnd(
  author: Author,
  bytes: Uint8Array,
  about: { title?: string; filename?: string } = {},
) {
  const { id, key } = await sendArchive(author, bytes, about);
  await receiveImport(notification(key, bytes.length));
  return eventually(
    async () => (await readImport(author, id)).body,
    ({ status }) => status === "completed" || status === "failed",
    90,
  );
}

export function readImport(author: Author, id: number) {
  return call(getCourseImport, { params: { id }, token: author.token });
}

/** Has the files of a course read that have arrived: what the bucket would tell of each. */
export async function readArrived(courseId: number): Promise<void> {
  for (const { upload_key, size_bytes } of await materialRows(courseId)) {
    await extractMaterial(notification(upload_key, size_bytes));
  }
}

export function materialRows(courseId: number) {
  return postgres()
    .selectFrom("materials")
    .selectAll()
    .where("course_id", "=", courseId)
    .orderBy("id")
    .execute();
}

/** A course's modules and materials without their ids: the materials by the titles of where they are. */
export async function contentOf(author: Author, courseId: number) {
  const { body } = await call(getCourseContent, { params: { id: courseId }, token: author.token });
  const listed = await call(listMaterials, {
    params: { id: courseId },
    query: { limit: "100" },
    token: author.token,
  });
  const titles = new Map<number, string>();
  for (const module of body.modules) {
    titles.set(module.id, module.title);
    for (const lesson of module.lessons) titles.set(lesson.id, lesson.title);
  }
  return {
    modules: body.modules.map((module: { lessons: object[] }) => ({
      ...withoutId(module),
      lessons: module.lessons.map(withoutId),
    })),
    materials: listed.body.items.map((material: Record<string, unknown>) => ({
      title: material["title"],
      filename: material["filename"],
      content_type: material["content_type"],
      size_bytes: material["size_bytes"],
      module: titles.get(Number(material["module_id"])) ?? null,
      lesson: titles.get(Number(material["lesson_id"])) ?? null,
    })),
  };
}

function withoutId(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([name]) => name !== "id"));
}
