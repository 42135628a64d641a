import { type Task, functionName } from "@smartcourse/contracts/define";
import { consumers, tasks } from "@smartcourse/contracts/functions";
import { consumerRetries, retryQueueName } from "@smartcourse/contracts/retry";

const columns = ["task", "queue", "what it does", "begun by", "retries", "time limit", "answers"];

/** The text of docs/tasks.md: every background task, as contracts have it. */
export function taskDocs(): string {
  const rows = tasks.toSorted((a, b) => a.id.localeCompare(b.id)).map(rowOf);
  return [
    "# Background tasks",
    "",
    "Written by `pnpm docs:tasks` out of the tables in `packages/contracts/src/*/tasks.ts`. How they run: docs/architecture.md and decision 17.",
    "`pnpm tasks list` says how their queues stand; `pnpm tasks show` and `pnpm tasks redrive` are for dead letters.",
    "",
    ...table(columns, rows),
    "",
    "Each queue has a dead-letter queue, `<queue>-dead-letters`, which takes what the last retry failed on. The first retry comes after 60 to 120 seconds,",
    "each further one after twice as long (`TASK_RETRY_BASE_SECONDS`).",
    "",
    "## Retries of consumers",
    "",
    `What a consumer of events failed on comes to it again through a queue of its own, ${consumerRetries} times, before it goes to the dead-letter topic of its group.`,
    "",
    ...table(
      ["consumer", "queue"],
      consumers.map((consumer) => [code(consumer.id), code(retryQueueName(consumer))]),
    ),
    "",
  ].join("\n");
}

function rowOf(task: Task): string[] {
  const result = Object.keys(task.result?.shape ?? {}).map(code);
  return [
    `${code(task.id)} (${code(functionName(task.id))})`,
    code(task.queue),
    task.summary,
    begunBy(task),
    String(task.maxRetries),
    `${task.timeoutSeconds} s`,
    result.join(", "),
  ];
}

function begunBy({ source }: Task): string {
  if (source === undefined) return "whoever enqueues it";
  if (source.kind === "s3") return `files below ${code(source.prefix)}`;
  if (source.kind === "mail") return "what SES tells of mails";
  return "dailyAt" in source
    ? `the clock, daily at ${source.dailyAt} UTC`
    : `the clock, every ${source.everyMinutes} min`;
}

const code = (text: string) => `\`${text}\``;

/** As the formatter would have it: columns as wide as their widest cell. */
function table(heads: readonly string[], rows: readonly string[][]): string[] {
  const widths = heads.map((head, place) =>
    Math.max(head.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, place) => cell.padEnd(widths[place] ?? 0)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
