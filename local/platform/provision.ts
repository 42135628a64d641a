import { join } from "node:path";
import { runClient } from "../downloads/run-client.ts";
import { root } from "./run-folder.ts";

/** Makes buckets, queues, topics, collections and tables where they are missing, in a process that has the platform's settings. */
export async function provision(environment: Readonly<Record<string, string>>): Promise<void> {
  await runClient(process.execPath, [join(root, "local", "provision", "provision.ts")], {
    cwd: root,
    env: environment,
  });
}
