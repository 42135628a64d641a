import type { Manifest } from "@smartcourse/contracts/transfer/manifest";
import type { LeftOut } from "@smartcourse/contracts/transfer/schemas";

type Described = Manifest["materials"][number];

/** A file that becomes a material. `path`: in the archive; `sha256` is null where nobody said it. */
export type PlannedFile = Omit<Described, "sha256"> & { readonly sha256: string | null };

/** A course that an archive asks for, wherever that was read from. */
export interface CoursePlan {
  readonly course: Manifest["course"];
  readonly modules: Manifest["modules"];
  readonly materials: readonly PlannedFile[];
  readonly thumbnail: string | null;
  /** Files that do not come with it, and why. */
  readonly left_out: readonly LeftOut[];
}
