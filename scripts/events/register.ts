import type { EventType } from "@smartcourse/contracts/define";
import { schemaFile } from "@smartcourse/contracts/event-schema";
import { events } from "@smartcourse/contracts/events";
import { type PublishedSchemas, versionsOf } from "@smartcourse/contracts/published-schemas";
import { env } from "@smartcourse/platform/env";
import { Failure } from "../../local/platform/failure.ts";
import { readSchemas } from "./schema-folder.ts";
import { type SchemaRegistry, openRegistry } from "./schema-registry.ts";

/** `pnpm events register`: tells the registry of every published version, the first one first. Safe to run again. */
export async function run(): Promise<void> {
  const address = env("SCHEMA_REGISTRY_URL");
  if (address === "") throw new Failure("SCHEMA_REGISTRY_URL does not say where the registry is");
  const count = await registerAll(openRegistry(address), events, readSchemas());
  console.log(`${count} schemas of ${events.length} events are registered`);
}

/** Registers every version of the events and answers how many they are. Throws at the first one that is refused. */
export async function registerAll(
  registry: SchemaRegistry,
  all: readonly EventType[],
  published: PublishedSchemas,
): Promise<number> {
  let count = 0;
  for (const event of all) {
    const subject = subjectOf(event);
    await registry.guard(subject);
    for (const version of versionsOf(event)) {
      const schema = published.get(schemaFile(event, version));
      if (schema === undefined) throw new Failure(`${event.type} ${version} is not published`);
      await registry.register(subject, schema);
      count += 1;
    }
  }
  return count;
}

/** Topic and type, for a topic carries events of several types (Confluent's TopicRecordNameStrategy). */
function subjectOf({ topic, type }: EventType): string {
  return `${topic}-${type}`;
}
