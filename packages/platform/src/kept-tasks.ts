import * as z from "zod";
import { type TaskStatus as Status, TaskStatus } from "@smartcourse/contracts/operations/schemas";
import { ignoringRedis, redis } from "./redis.ts";

/** Seconds for which Redis keeps a task's state and result; the row in Postgres stays longer. */
const keptSeconds = 24 * 3_600;

const KeptTask = z.object({ owner_id: z.int().nullable(), status: TaskStatus });

const keyOf = (id: string) => `task:${id}`;

/** Keeps how a task goes, for whoever asks for it again and again. Without Redis Postgres is asked. */
export async function keepTask(ownerId: number | null, status: Status): Promise<void> {
  const text = JSON.stringify({ owner_id: ownerId, status });
  await ignoringRedis(() => redis().set(keyOf(status.task_id), text, { ex: keptSeconds }));
}

/** What is kept of a task, if anything is. It may be older than the row, but where it says `succeeded`, which is for good. */
export async function findKeptTask(id: string): Promise<z.infer<typeof KeptTask> | undefined> {
  const text = await ignoringRedis(() => redis().get<string>(keyOf(id)));
  if (typeof text !== "string") return undefined;
  // What another release kept may look different: then Postgres is asked.
  return KeptTask.safeParse(JSON.parse(text)).data;
}
