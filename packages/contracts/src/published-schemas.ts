import type { EventType } from "./define.ts";
import { type JsonSchema, eventSchema, schemaFile, schemaText } from "./event-schema.ts";
import { incompatibilities } from "./schema-compatibility.ts";

/** Schemas by the name of their file. */
export type PublishedSchemas = ReadonlyMap<string, JsonSchema>;

/**
 * What is wrong between the events and what is published of them, a sentence each; none where all is well. A published
 * version never changes: a change is a new version, which must go with every version before it. Pure.
 */
export function schemaFaults(events: readonly EventType[], published: PublishedSchemas): string[] {
  const known = new Set(
    events.flatMap((event) => versionsOf(event).map((version) => schemaFile(event, version))),
  );
  const strange = [...published.keys()].filter((file) => !known.has(file));
  return [
    ...strange.map((file) => `${file} is of no event, or of a version that it has not`),
    ...events.flatMap((event) => faultsOf(event, published)),
  ];
}

function faultsOf(event: EventType, published: PublishedSchemas): string[] {
  const file = schemaFile(event, event.version);
  const [current, kept] = [eventSchema(event), published.get(file)];
  const name = `${event.type} ${event.version}`;
  if (kept === undefined)
    return [`${name} is not published: run pnpm events export`, ...breachesOf(event, published)];
  if (schemaText(kept) === schemaText(current)) return breachesOf(event, published);
  const reasons = incompatibilities(kept, current);
  const advice =
    reasons.length === 0
      ? `make it version ${event.version + 1} and run pnpm events export`
      : `it takes an event of another type, for ${reasons.join("; ")}`;
  return [`${name} is not what was published in ${file}, which stays as it is: ${advice}`];
}

/** Why the event, as it is declared, cannot follow what was published of it before. */
export function breachesOf(event: EventType, published: PublishedSchemas): string[] {
  const current = eventSchema(event);
  return versionsOf(event)
    .slice(0, -1)
    .flatMap((version) => {
      const older = published.get(schemaFile(event, version));
      if (older === undefined) return [`${event.type} ${version} was published and is missing`];
      const reasons = incompatibilities(older, current);
      return reasons.map((reason) => `${event.type} ${event.version} breaks version ${version}: ${reason}`);
    });
}

/** Every version of an event, the first one first. */
export function versionsOf({ version }: EventType): number[] {
  return Array.from({ length: version }, (_, index) => index + 1);
}
