import type { ModuleDropOff } from "@smartcourse/contracts/analytics/schemas";
import type { StandingName } from "./standings.ts";

export interface StandingRow {
  readonly version: number;
  readonly name: string;
  readonly module_id: number;
  readonly value: number;
}

interface VersionModule {
  readonly id: number;
  readonly title: string;
}

/** The sum of what stands under a name, in all versions or in one. Pure. */
export function standing(
  rows: readonly StandingRow[],
  name: StandingName,
  { version, module_id = 0 }: { version?: number; module_id?: number } = {},
): number {
  const matching = rows.filter(
    (row) =>
      row.name === name && row.module_id === module_id && (version === undefined || row.version === version),
  );
  return matching.reduce((sum, { value }) => sum + value, 0);
}

/** How many students of a version came to each of its modules, and how many have done it. Pure. */
export function dropOff(
  rows: readonly StandingRow[],
  version: number,
  modules: readonly VersionModule[],
): ModuleDropOff[] {
  return modules.map(({ id, title }, place) => {
    const completed = standing(rows, "module_done", { version, module_id: id });
    // Module 0 is the first of the version, whichever that is.
    const atStart = place === 0 ? standing(rows, "module_next", { version }) : 0;
    const reached = completed + standing(rows, "module_next", { version, module_id: id }) + atStart;
    const stopped = reached === 0 ? null : (reached - completed) / reached;
    return { module_id: id, title, reached, completed, stopped };
  });
}
