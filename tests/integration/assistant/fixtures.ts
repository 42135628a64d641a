import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { embedTexts } from "@smartcourse/platform/embeddings";
import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import { postgres } from "@smartcourse/platform/postgres";
import {
  type PassagePayload,
  collectionName,
  denseVector,
  ensureCollection,
  lexicalVectorName,
  qdrant,
} from "@smartcourse/platform/qdrant";
import type { Person } from "../../support/people.ts";

/** A page of material, and the versions of the course that have it. */
export interface Page {
  readonly page: number | null;
  readonly text: string;
  readonly heading?: string;
  readonly versions?: readonly number[];
}

export interface Course {
  readonly id: number;
  readonly materialId: number;
  readonly moduleId: number;
}

/** A course as publishing leaves it: its versions, one material, and that material's passages in the index. */
export async function publishedCourse(
  owner: Person,
  title: string,
  versions: number,
  pages: readonly Page[],
): Promise<Course> {
  const moduleId = 41;
  const { id } = await insertCourse(owner, title, versions === 0 ? null : versions);
  for (let version = 1; version <= versions; version += 1) {
    await postgres()
      .insertInto("course_versions")
      .values({ course_id: id, version, module_ids: [moduleId], published_at: new Date() })
      .execute();
  }
  const materialId = await insertMaterial(id, moduleId, title);
  await index(pages, { course_id: id, module_id: moduleId, material_id: materialId });
  return { id, materialId, moduleId };
}

function insertCourse(owner: Person, title: string, version: number | null) {
  return postgres()
    .insertInto("courses")
    .values({
      title,
      instructor_id: owner.id,
      status: version === null ? "draft" : "published",
      published_version: version,
      last_version: version ?? 0,
      capacity: null,
      description: null,
      difficulty: null,
      total_duration_hours: null,
      thumbnail_url: null,
      published_at: version === null ? null : new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
}

async function insertMaterial(courseId: number, moduleId: number, title: string): Promise<number> {
  const { id } = await postgres()
    .insertInto("materials")
    .values({
      course_id: courseId,
      module_id: moduleId,
      lesson_id: null,
      title,
      filename: "handbook.pdf",
      content_type: "application/pdf",
      size_bytes: 1,
      upload_key: randomUUID(),
      status: "ready",
      reason: null,
      sha256: null,
      chunks_key: null,
      page_count: null,
      chunk_count: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function index(
  pages: readonly Page[],
  subject: { course_id: number; module_id: number; material_id: number },
): Promise<void> {
  await ensureCollection();
  const texts = pages.map(({ heading, text }) => (heading === undefined ? text : `${heading}\n${text}`));
  const vectors = await embedTexts(texts);
  const points = pages.map(({ page, text, heading = "", versions = [1] }, at) => ({
    id: randomUUID(),
    vector: { [denseVector]: vectors[at] ?? [], [lexicalVectorName]: lexicalVector(texts[at] ?? "") },
    payload: {
      ...subject,
      versions,
      lesson_id: null,
      chunk_index: at,
      page,
      start_seconds: null,
      end_seconds: null,
      text,
      heading,
    } satisfies PassagePayload,
  }));
  if (points.length > 0) await qdrant().upsert(collectionName(), { points, wait: true });
}

export async function enrol(
  student: Person,
  courseId: number,
  version = 1,
  status: "active" | "completed" | "dropped" = "active",
) {
  await postgres()
    .insertInto("enrollments")
    .values({
      student_id: student.id,
      course_id: courseId,
      version,
      status,
      confirmed_at: new Date(),
      completed_at: null,
      dropped_at: null,
    })
    .execute();
}

/** What the outbox tells or told of somebody's questions, oldest first. */
export async function questionsOf({ id }: Person): Promise<CloudEvent[]> {
  const read = (table: "outbox" | "outbox_archive") =>
    postgres()
      .selectFrom(table)
      .select(["id", "message"])
      .where("destination", "=", "ai.events")
      .where(sql`message -> 'data' ->> 'user_id'`, "=", String(id))
      .execute();
  const rows = [...(await read("outbox_archive")), ...(await read("outbox"))];
  return rows.toSorted((a, b) => a.id - b.id).map(({ message }) => message as CloudEvent);
}

// By its own key a test file is told from others, which ask the same stand-in at the same time.
const key = `test-${randomUUID()}`;
process.env["OPENAI_API_KEY"] = key;

/** Faults of the model stand-in, for this file alone; none ends them all. */
export async function modelFaults(faults: Record<string, unknown> = {}): Promise<void> {
  const response = await fetch(`${process.env["MODEL_URL"]}/control`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(faults),
  });
  if (!response.ok) throw new Error(`the stand-in answered ${response.status}: ${await response.text()}`);
}
