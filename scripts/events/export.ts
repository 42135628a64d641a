import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventSchema, schemaFile, schemaText } from "@smartcourse/contracts/event-schema";
import { events } from "@smartcourse/contracts/events";
import { breachesOf } from "@smartcourse/contracts/published-schemas";
import { Failure } from "../../local/platform/failure.ts";
import { readSchemas, schemaFolder } from "./schema-folder.ts";

/** `pnpm events export`: publishes the versions that are not published yet. What is published it leaves as it is. */
export async function run(): Promise<void> {
  const published = readSchemas();
  const missing = events.filter((event) => !published.has(schemaFile(event, event.version)));
  const breaches = missing.flatMap((event) => breachesOf(event, published));
  if (breaches.length > 0) throw new Failure(breaches.join("\n"));
  for (const event of missing) {
    const file = schemaFile(event, event.version);
    writeFileSync(join(schemaFolder, file), schemaText(eventSchema(event)));
    console.log(file);
  }
}
