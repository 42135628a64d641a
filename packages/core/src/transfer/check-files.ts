import { createHash } from "node:crypto";
import { DomainError, type FieldError } from "@smartcourse/contracts/errors";
import type { CoursePlan } from "./course-plan.ts";
import type { Archive } from "./open-zip.ts";
import { refusal } from "./refusal.ts";

/**
 * Unpacks every file that a course needs, and holds it against what was said of it. `alive` is called between files, and may
 * throw to stop.
 * @throws DomainError import.refused with every file that is another, or damaged
 */
export async function checkFiles(
  archive: Archive,
  { materials }: CoursePlan,
  alive: () => void,
): Promise<void> {
  const errors: FieldError[] = [];
  for (const { path, sha256 } of materials) {
    alive();
    errors.push(...(await check(archive, path, sha256)));
  }
  if (errors.length > 0) throw refusal(errors);
}

async function check(archive: Archive, path: string, said: string | null): Promise<readonly FieldError[]> {
  try {
    const found = await digest(archive.read(path));
    if (said === null || found === said) return [];
    return [
      { field: path, code: "sha256", message: `has the SHA-256 ${found}, not ${said} as the manifest says` },
    ];
  } catch (error) {
    // The archive as a whole may be gone: then there is nothing left to look at.
    const errors = error instanceof DomainError ? (error.details.errors ?? []) : [];
    if (!errors.some(({ field }) => field === path)) throw error;
    return errors;
  }
}

async function digest(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
