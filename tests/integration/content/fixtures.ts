import { postgres } from "@smartcourse/platform/postgres";
import { handler as addMaterial } from "../../../functions/content/add-material.ts";
import { handler as completeUpload } from "../../../functions/content/complete-upload.ts";
import type { Author } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";

/** An announced file: the material with its upload, as the API answers. */
export async function announceFile(
  author: Author,
  courseId: number,
  file: { content_type: string; size_bytes: number; filename?: string; title?: string },
) {
  const { status, body } = await call(addMaterial, {
    params: { id: courseId },
    body: { title: "A file", filename: "file", ...file },
    token: author.token,
  });
  if (status !== 201) throw new Error(`announcing answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Sends a file by its form. */
export async function postForm(upload: { url: string; fields: Record<string, string> }, bytes: Uint8Array) {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)]), "file");
  const reply = await fetch(upload.url, { method: "POST", body: form });
  if (!reply.ok) throw new Error(`the upload answered ${reply.status}: ${await reply.text()}`);
}

export interface SignedPart {
  readonly part_number: number;
  readonly size_bytes: number;
  readonly url: string;
}

/** Sends the parts of a file, and answers with their ETags as they are told to complete it. */
export async function putParts(parts: readonly SignedPart[], bytes: Uint8Array, partSize: number) {
  const sent: { part_number: number; etag: string }[] = [];
  for (const { part_number, size_bytes, url } of parts) {
    const from = (part_number - 1) * partSize;
    const body = new Uint8Array(bytes.subarray(from, from + size_bytes));
    const reply = await fetch(url, { method: "PUT", body });
    if (!reply.ok) throw new Error(`part ${part_number} answered ${reply.status}: ${await reply.text()}`);
    sent.push({ part_number, etag: reply.headers.get("etag") ?? "" });
  }
  return sent;
}

/** Announces a video, sends it in parts and completes it. Answers with the announced material. */
export async function uploadVideo(author: Author, courseId: number, bytes: Uint8Array, content_type: string) {
  const material = await announceFile(author, courseId, { content_type, size_bytes: bytes.length });
  const parts = await putParts(material.upload.parts, bytes, material.upload.part_size_bytes);
  const completed = await call(completeUpload, {
    params: { id: courseId, material_id: material.id },
    body: { parts },
    token: author.token,
  });
  if (completed.status !== 202) throw new Error(`completing answered ${JSON.stringify(completed.body)}`);
  return material;
}

export function materialRow(id: number) {
  return postgres().selectFrom("materials").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/** The data of a course's content.processed events, oldest first, whether or not they have been sent. */
export async function processedEvents(courseId: number): Promise<Record<string, unknown>[]> {
  const ofCourse = (table: "outbox" | "outbox_archive") =>
    postgres()
      .selectFrom(table)
      .select("message")
      .where("destination", "=", "content.events")
      .where("aggregate_key", "=", String(courseId))
      .orderBy("id")
      .execute();
  const rows = [...(await ofCourse("outbox_archive")), ...(await ofCourse("outbox"))];
  return rows.map(({ message }) => (message as { data: Record<string, unknown> }).data);
}
