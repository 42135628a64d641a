import type { VersionId } from "./freeze-version.ts";
import { readVersion } from "./content-store.ts";

export interface VersionModule {
  readonly id: number;
  readonly title: string;
}

/** The modules of a version, in their order. Throws where the version was not frozen. */
export async function listVersionModules({ course_id, version }: VersionId): Promise<VersionModule[]> {
  const frozen = await readVersion(course_id, version);
  if (frozen === null) throw new Error(`Version ${version} of course ${course_id} was not frozen`);
  return frozen.modules.map(({ id, title }) => ({ id, title }));
}
