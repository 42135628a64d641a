import type { Participant } from "./participant.ts";

/**
 * `began`: announced enrolments of a version, whatever became of them; they are `active`, `completed` or `dropped`.
 * `percentage`: the sum of what the active and completed have done, in hundredths of a per cent. Of a module: `module_done` by how many;
 * `module_next`: for how many it is the first that is left, module 0 being whichever is the first of the version.
 */
export type StandingName =
  | "began"
  | "active"
  | "completed"
  | "dropped"
  | "percentage"
  | "module_done"
  | "module_next";

/** What is to be added to one number of those that stand. */
export interface Standing {
  readonly version: number;
  readonly name: StandingName;
  readonly module_id: number;
  readonly value: number;
}

/** What a participant adds to what stands. Who was not announced adds nothing. Pure. */
export function standingsOf(one: Participant): Standing[] {
  const { version, announced, status } = one;
  if (!announced || version === null || status === null) return [];
  const count = (name: StandingName, module_id = 0, value = 1) => ({ version, name, module_id, value });
  const hundredths = Math.round(one.completion_percentage * 100);
  return [
    count("began"),
    count(status),
    ...(status === "dropped" || hundredths === 0 ? [] : [count("percentage", 0, hundredths)]),
    ...[...new Set(one.completed_modules)].map((module_id) => count("module_done", module_id)),
    ...nextOf(one).map((module_id) => count("module_next", module_id)),
  ];
}

function nextOf({ progress_revision, next_module_id }: Participant): number[] {
  if (progress_revision === 0) return [0];
  return next_module_id === null ? [] : [next_module_id];
}

/** What a change of a participant adds: what she adds now less what she added before. So the numbers are always the sums over all. Pure. */
export function standingChanges(before: Participant, after: Participant): Standing[] {
  const changes = new Map<string, Standing>();
  const add = (standing: Standing, sign: 1 | -1) => {
    const key = `${standing.version} ${standing.name} ${standing.module_id}`;
    const value = (changes.get(key)?.value ?? 0) + sign * standing.value;
    changes.set(key, { ...standing, value });
  };
  for (const standing of standingsOf(after)) add(standing, 1);
  for (const standing of standingsOf(before)) add(standing, -1);
  return [...changes.values()].filter(({ value }) => value !== 0);
}
