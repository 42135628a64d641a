/**
 * `pnpm tasks list`: what waits, is under way and was given up, by task. `pnpm tasks show <task>`: its dead letters, which stay where
 * they are. `pnpm tasks redrive <task> [--id ID]`: gives them back to the task's queue. Settings are the environment's; without
 * them, those of the platform that runs here.
 */
import { parseArgs } from "node:util";
import type { Task } from "@smartcourse/contracts/define";
import { tasks } from "@smartcourse/contracts/functions";
import { deadLetterQueue, queueDepth, readDeadTasks, redriveTasks } from "@smartcourse/platform/dead-queue";
import { Failure, report } from "../local/platform/failure.ts";
import { runningPlatform } from "../local/platform/running.ts";

const commands: Readonly<Record<string, (name: string, id: string | undefined) => Promise<void>>> = {
  list,
  show,
  redrive,
};

try {
  const { values, positionals } = parseArgs({ options: { id: { type: "string" } }, allowPositionals: true });
  const [name = "", task = ""] = positionals;
  const command = commands[name];
  if (command === undefined)
    throw new Failure("Usage: pnpm tasks list | show <task> | redrive <task> [--id ID]");
  if (process.env["SQS_QUEUE_URL_PREFIX"] === undefined)
    Object.assign(process.env, runningPlatform()?.environment);
  await command(task, values.id);
} catch (error) {
  report(error);
  process.exitCode = 1;
}

async function list(): Promise<void> {
  console.log(`${"task".padEnd(36)} waiting  in flight  delayed  dead letters`);
  for (const { id, queue } of tasks) {
    const [depth, dead] = await Promise.all([queueDepth(queue), queueDepth(deadLetterQueue(queue))]);
    const numbers = [depth.waiting, depth.in_flight, depth.delayed, dead.waiting + dead.in_flight];
    console.log(`${id.padEnd(36)} ${numbers.map((number) => String(number).padStart(7)).join("  ")}`);
  }
}

async function show(name: string): Promise<void> {
  const letters = await readDeadTasks(taskNamed(name).queue);
  for (const { task_id, body } of letters) console.log(`${task_id ?? "no task"}  ${body.slice(0, 400)}`);
  console.log(`${letters.length} dead letters of ${name}`);
}

async function redrive(name: string, id: string | undefined): Promise<void> {
  const back = await redriveTasks(taskNamed(name).queue, id);
  console.log(`${back} dead letters were given back to ${name}`);
}

function taskNamed(name: string): Task {
  const found = tasks.find(({ id, queue }) => id === name || queue === name);
  if (found === undefined)
    throw new Failure(`There is no task "${name}": ${tasks.map(({ id }) => id).join(", ")}`);
  return found;
}
