import { type ContentDraft, drafts, versions } from "./content-collections.ts";
import type { Content } from "./course-content.ts";

const rememberedAdditions = 50;
const duplicateKey = 11000;

/** A course's draft; an empty one where nothing has been added yet. */
export async function readDraft(courseId: number): Promise<ContentDraft> {
  return (await drafts().findOne({ _id: courseId })) ?? emptyDraft(courseId);
}

function emptyDraft(courseId: number): ContentDraft {
  return {
    _id: courseId,
    course_id: courseId,
    revision: 0,
    next_id: 1,
    modules: [],
    metadata: {},
    applied: [],
    updated_at: new Date(),
  };
}

/**
 * Writes the edited draft where it still is what was read. False when somebody was quicker.
 * `applied`: the idempotency key that added something, and its id.
 */
export async function writeDraft(
  read: ContentDraft,
  edited: Content,
  applied?: { key: string; id: number },
): Promise<boolean> {
  const change = {
    modules: [...edited.modules],
    next_id: edited.nextId,
    revision: read.revision + 1,
    applied: applied === undefined ? read.applied : [...read.applied, applied].slice(-rememberedAdditions),
    updated_at: new Date(),
  };
  if (read.revision === 0) return insertDraft({ ...read, ...change });
  const { matchedCount } = await drafts().updateOne(
    { _id: read._id, revision: read.revision },
    { $set: change },
  );
  return matchedCount === 1;
}

async function insertDraft(draft: ContentDraft): Promise<boolean> {
  try {
    await drafts().insertOne(draft);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === duplicateKey) return false;
    throw error;
  }
}

/** What a publication froze. */
export function readVersion(courseId: number, version: number) {
  return versions().findOne({ _id: versionId(courseId, version) });
}

export function versionId(courseId: number, version: number): string {
  return `${courseId}-v${version}`;
}
