import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PublishedSchemas } from "@smartcourse/contracts/published-schemas";

/** Where the schemas of events are published: a file for each version of each event. */
export const schemaFolder = join(import.meta.dirname, "..", "..", "packages", "contracts", "schemas");

/** Every published schema. */
export function readSchemas(): PublishedSchemas {
  const files = readdirSync(schemaFolder).filter((file) => file.endsWith(".json"));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(schemaFolder, file), "utf8"))]));
}
