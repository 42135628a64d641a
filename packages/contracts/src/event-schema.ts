import * as z from "zod";
import { CloudEvent } from "./cloud-event.ts";
import type { EventType } from "./define.ts";

/** A JSON Schema of draft 7, the one that every registry and validator of events speaks. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What an event is on the wire, envelope and data, as a schema: closed, so that a later version may add to it. */
export function eventSchema({ type, version, payload }: EventType): JsonSchema {
  const event = CloudEvent.extend({
    type: z.literal(type),
    schemaversion: z.int().min(1).max(version),
    data: payload,
  });
  const { $schema, ...schema } = z.toJSONSchema(event, {
    target: "draft-7",
    // The pattern by which zod checks a format may be another one tomorrow.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return { $schema, $id: `urn:smartcourse:event:${type}:${version}`, title: type, ...schema };
}

/** The name of the file in which a version of an event's schema is published. */
export function schemaFile({ type }: EventType, version: number): string {
  return `${type}.v${version}.json`;
}

/** A schema as it is kept in its file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
