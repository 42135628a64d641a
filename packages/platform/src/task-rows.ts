import { sql } from "kysely";
import { type Task, functionName } from "@smartcourse/contracts/define";
import type { TaskStatus } from "@smartcourse/contracts/operations/schemas";
import { heldSeconds } from "@smartcourse/contracts/task-time";
import type { TasksTable } from "./database.ts";
import { postgres } from "./postgres.ts";
import type { Selectable } from "kysely";

export type TaskRow = Selectable<TasksTable>;

/** One attempt at a task. `subject` is for a row that is not there yet: that of a task which bucket or clock began. */
interface Attempt {
  readonly id: string;
  readonly task: Task;
  readonly subject: string;
  readonly attempts: number;
}

/** `held`: somebody else works on it, for so many seconds more at most. */
type Beginning =
  | { readonly kind: "begun"; readonly row: TaskRow }
  | { readonly kind: "succeeded" }
  | { readonly kind: "held"; readonly seconds: number };

/**
 * Notes that an attempt begins, where it should: what has succeeded is not done again, and what is under way not twice at
 * once. A run that its process did not live to end counts as under way until its time is over.
 */
export async function beginTask({ id, task, subject, attempts }: Attempt): Promise<Beginning> {
  const held_until = sql<string>`now() + make_interval(secs => ${heldSeconds(task)})`;
  const now = sql<string>`now()`;
  const begun = { state: "running", attempts, reason: null, error: null, held_until } as const;
  const row = await postgres()
    .insertInto("tasks")
    .values({ id, name: functionName(task.id), subject, ...begun, result: null, started_at: now })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({
          ...begun,
          started_at: sql<string>`coalesce(tasks.started_at, now())`,
          updated_at: now,
          finished_at: null,
        })
        .where(sql<boolean>`tasks.state <> 'succeeded'`)
        .where(sql<boolean>`(tasks.state <> 'running' or tasks.held_until <= now())`),
    )
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? whyNot(id) : { kind: "begun", row };
}

async function whyNot(id: string): Promise<Beginning> {
  const found = await postgres()
    .selectFrom("tasks")
    .select(["state", sql<number>`extract(epoch from held_until - now())`.as("seconds")])
    .where("id", "=", id)
    .executeTakeFirst();
  if (found?.state === "succeeded") return { kind: "succeeded" };
  return { kind: "held", seconds: Math.max(1, Math.ceil(found?.seconds ?? 1)) };
}

type End =
  | { readonly state: "succeeded"; readonly result: Record<string, unknown> | null }
  | { readonly state: "retrying" | "failed"; readonly reason: string; readonly error: string };

/** Notes how an attempt ended. */
export async function endTask(id: string, end: End): Promise<TaskRow> {
  const failure = end.state === "succeeded" ? { reason: null, error: null } : end;
  const result = end.state === "succeeded" && end.result !== null ? JSON.stringify(end.result) : null;
  return postgres()
    .updateTable("tasks")
    .set({
      state: end.state,
      reason: failure.reason,
      error: failure.error,
      result,
      held_until: null,
      updated_at: sql<string>`now()`,
      finished_at: end.state === "retrying" ? null : sql<string>`now()`,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A task as whoever asked for it sees it. */
export function toTaskStatus(row: TaskRow, progress: number | null = null): TaskStatus {
  const { id, state, started_at, finished_at, ...rest } = row;
  return { ...rest, task_id: id, status: state, progress, started_at, finished_at };
}
