import { DomainError } from "@smartcourse/contracts/errors";
import type { Db } from "@smartcourse/platform/postgres";
import { type ContentVersion, type VersionMaterial, versions } from "./content-collections.ts";
import { countedContent } from "./counted-content.ts";
import { readDraft, readVersion, versionId } from "./content-store.ts";
import { findCourse } from "./course-store.ts";
import { inOneText, materialsOf, reasonsAgainst } from "./publishability.ts";
import { deleteVersionRow, insertVersionRow, listMaterialStates } from "./publishing-store.ts";

/** A version that a publication makes. */
export interface VersionId {
  readonly course_id: number;
  readonly version: number;
}

const duplicateKey = 11000;

/** Seconds in which the text of a file is read; whatever takes longer was lost on its way. */
const readingSeconds = 120;

/** The materials of a course whose files are still being read, and those of them that should have been by now. */
export async function listMaterialsBeingRead(
  db: Db,
  courseId: number,
): Promise<{ reading: number[]; overdue: number[] }> {
  const { modules } = await readDraft(courseId);
  const materials = materialsOf(modules, await listMaterialStates(db, courseId));
  const reading = materials.filter(({ status }) => status === "processing");
  const latest = Date.now() - readingSeconds * 1_000;
  const overdue = reading.filter(({ updated_at }) => Date.parse(updated_at) < latest);
  return { reading: reading.map(({ id }) => id), overdue: overdue.map(({ id }) => id) };
}

/**
 * Freezes a course's draft and its materials as a version: the document first, then the row that points at it. Safe to run
 * again: what was frozen first stays. Answers with the ids of the version's materials.
 * @throws DomainError course.not_found, course.not_publishable where the course has changed since publishing was asked for
 */
export async function freezeVersion(db: Db, { course_id, version }: VersionId): Promise<number[]> {
  const frozen = (await readVersion(course_id, version)) ?? (await insertVersion(db, { course_id, version }));
  await insertVersionRow(db, { course_id, version, ...countedContent(frozen.modules) });
  return frozen.materials.map(({ id }) => id);
}

/** Removes a version that never was published: the row, then the document. Safe to run again. */
export async function discardVersion(db: Db, { course_id, version }: VersionId): Promise<void> {
  await deleteVersionRow(db, course_id, version);
  await versions().deleteOne({ _id: versionId(course_id, version) });
}

async function insertVersion(db: Db, { course_id, version }: VersionId): Promise<ContentVersion> {
  const document = await composeVersion(db, { course_id, version });
  try {
    await versions().insertOne(document);
    return document;
  } catch (error) {
    const stored = isDuplicate(error) ? await readVersion(course_id, version) : null;
    if (stored === null) throw error;
    return stored;
  }
}

async function composeVersion(db: Db, { course_id, version }: VersionId): Promise<ContentVersion> {
  const course = await findCourse(db, course_id);
  if (course === undefined) throw new DomainError("course.not_found", "The course was deleted meanwhile");
  const { modules, metadata } = await readDraft(course_id);
  const states = await listMaterialStates(db, course_id);
  const reasons = reasonsAgainst(
    modules,
    states.filter(({ status }) => status !== "awaiting_upload"),
  );
  if (reasons.length > 0) throw new DomainError("course.not_publishable", inOneText(reasons));
  const present = materialsOf(modules, states);
  // Uploaded anew since: trying again finds it read.
  if (present.some(({ status }) => status === "processing"))
    throw new Error("A material is still being read");
  return {
    _id: versionId(course_id, version),
    course_id,
    version,
    modules,
    materials: present.flatMap(toVersionMaterial),
    metadata: { ...metadata, title: course.title },
    created_at: new Date(),
  };
}

/** A material that was announced after publishing was asked for has no text yet, and comes with the next version. */
function toVersionMaterial(state: Awaited<ReturnType<typeof listMaterialStates>>[number]): VersionMaterial[] {
  const { id, title, module_id, lesson_id, status, sha256, chunks_key } = state;
  return status !== "ready" || sha256 === null || chunks_key === null
    ? []
    : [{ id, title, module_id, lesson_id, sha256, chunks_key }];
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === duplicateKey;
}
