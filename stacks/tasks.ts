import { Function, type StackContext } from "sst/constructs";
import { functions } from "../packages/contracts/src/functions.ts";
import { addLogs, functionProps } from "./functions.ts";
import { feedFromQueue } from "./queue-source.ts";

/** The functions behind the task queues. */
export function tasks({ stack, app }: StackContext) {
  const logs = addLogs(stack, app, "tasks");
  for (const entry of functions) {
    if (entry.kind !== "task") continue;
    feedFromQueue(entry, new Function(stack, entry.name, functionProps(stack, app, entry, logs)));
  }
}
