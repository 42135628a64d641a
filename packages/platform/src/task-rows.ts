import { sql } from "kysely";
import { type Task, functionName } from "@smartcourse/contracts/define";
import { postgres } from "./postgres.ts";

/** One attempt at a task. `subject` is for a row that is not there yet: that of a scheduled task. */
interface Attempt {
  readonly id: string;
  readonly task: Task;
  readonly subject: string;
  readonly attempts: number;
}

/** Notes that an attempt begins, and says whether it should: what has succeeded once is not done again. */
export async function beginTask({ id, task, subject, attempts }: Attempt): Promise<boolean> {
  const begun = await postgres()
    .insertInto("tasks")
    .values({ id, name: functionName(task.id), subject, state: "running", attempts, reason: null })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ state: "running", attempts, reason: null, updated_at: sql<string>`now()` })
        .where("tasks.state", "<>", "succeeded"),
    )
    .returning("id")
    .executeTakeFirst();
  return begun !== undefined;
}

/** Notes how an attempt ended. */
export async function endTask(
  id: string,
  end: { state: "pending" | "succeeded" | "failed"; reason: string | null },
): Promise<void> {
  await postgres()
    .updateTable("tasks")
    .set({ ...end, updated_at: sql<string>`now()` })
    .where("id", "=", id)
    .execute();
}
