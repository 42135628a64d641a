import type { SQSEvent } from "aws-lambda";
import type { MaterialType } from "@smartcourse/contracts/content/schemas";
import { handler as addMaterial } from "../../functions/content/add-material.ts";
import { handler as extractMaterial } from "../../functions/content/extract-material.ts";
import { handler as getMaterial } from "../../functions/content/get-material.ts";
import { handler as addModule } from "../../functions/courses/add-module.ts";
import { handler as createCourse } from "../../functions/courses/create-course.ts";
import { handler as publishCourse } from "../../functions/courses/publish-course.ts";
import { handler as getWorkflowStatus } from "../../functions/operations/get-workflow-status.ts";
import { type Response, call } from "./call.ts";
import { eventually } from "./eventually.ts";
import { sqsEvent } from "./sqs-event.ts";

/** What an author does, by her token. */
export interface Author {
  readonly token: string;
}

export interface FileToUpload {
  readonly title?: string;
  readonly content: string | Uint8Array;
  readonly contentType?: MaterialType;
  readonly moduleId?: number;
}

interface AnnouncedMaterial {
  readonly id: number;
  readonly upload_key: string;
  readonly upload: { url: string; fields: Record<string, string> };
}

export async function makeCourse(author: Author, title = "Keeping bees"): Promise<number> {
  const { status, body } = await call(createCourse, { method: "POST", body: { title }, token: author.token });
  if (status !== 201) throw new Error(`creating a course answered ${status}`);
  return body.id;
}

export async function makeModule(author: Author, courseId: number, title = "The hive"): Promise<number> {
  const { status, body } = await call(addModule, {
    method: "POST",
    params: { id: courseId },
    body: { title },
    token: author.token,
  });
  if (status !== 201) throw new Error(`adding a module answered ${status}`);
  return body.id;
}

/** Announces a file of that size. */
export async function announce(
  author: Author,
  courseId: number,
  file: FileToUpload,
): Promise<AnnouncedMaterial> {
  const { status, body } = await call(addMaterial, {
    method: "POST",
    params: { id: courseId },
    body: {
      title: file.title ?? "Notes",
      filename: "notes of bees.md",
      content_type: file.contentType ?? "text/markdown",
      size_bytes: Buffer.from(file.content).length,
      ...(file.moduleId !== undefined && { module_id: file.moduleId }),
    },
    token: author.token,
  });
  if (status !== 201) throw new Error(`announcing a material answered ${status}: ${JSON.stringify(body)}`);
  return { ...body, upload_key: body.upload.fields.key };
}

/** Sends a file with its form, as a browser does. */
export async function upload(material: AnnouncedMaterial, content: string | Uint8Array): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(material.upload.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(Buffer.from(content))]), "file");
  const reply = await fetch(material.upload.url, { method: "POST", body: form });
  if (!reply.ok) throw new Error(`the upload answered ${reply.status}: ${await reply.text()}`);
}

/** What S3 tells the queue of an arrived file, delivered for the `attempt`th time. */
export function notification(key: string, size: number, attempt = 1, receiptHandle = "none"): SQSEvent {
  const object = { key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"), size };
  return sqsEvent(
    JSON.stringify({ Records: [{ eventName: "ObjectCreated:Post", s3: { object } }] }),
    attempt,
    receiptHandle,
  );
}

/** Announces a file, uploads it, and has it read. Answers with the material's id. */
export async function addFile(author: Author, courseId: number, file: FileToUpload): Promise<number> {
  const material = await announce(author, courseId, file);
  await upload(material, file.content);
  await extractMaterial(notification(material.upload_key, Buffer.from(file.content).length));
  return material.id;
}

export async function readMaterial(author: Author, courseId: number, id: number) {
  return (await call(getMaterial, { params: { id: courseId, material_id: id }, token: author.token })).body;
}

export function publish(
  author: Author,
  courseId: number,
  headers: Record<string, string> = {},
): Promise<Response> {
  return call(publishCourse, { method: "POST", params: { id: courseId }, token: author.token, headers });
}

export async function workflowStatus(author: Author, id: string): Promise<Response> {
  return call(getWorkflowStatus, { params: { id }, token: author.token });
}

/** Publishes, and waits until the workflow has ended one way or the other. Answers with its status. */
export async function publishToTheEnd(author: Author, courseId: number, seconds = 90) {
  const { status, body } = await publish(author, courseId);
  if (status !== 202) throw new Error(`publishing answered ${status}: ${JSON.stringify(body)}`);
  const ended = await eventually(
    async () => (await workflowStatus(author, body.workflow_id)).body,
    (workflow) => ["completed", "failed"].includes(workflow.status),
    seconds,
  );
  return ended;
}
