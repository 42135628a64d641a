import { events } from "@smartcourse/contracts/events";
import { schemaFaults } from "@smartcourse/contracts/published-schemas";
import { Failure } from "../../local/platform/failure.ts";
import { readSchemas } from "./schema-folder.ts";

/** `pnpm events check`: fails, saying why, where an event is not what is published of it or breaks an earlier version. */
export async function run(): Promise<void> {
  const faults = schemaFaults(events, readSchemas());
  if (faults.length > 0) throw new Failure(faults.join("\n"));
  console.log(`${events.length} events are as published, and go with every version before`);
}
