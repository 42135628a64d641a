import type { JsonSchema } from "./event-schema.ts";

/** Keywords that say nothing of what is valid. */
const notes = new Set(["$schema", "$id", "title", "description", "default", "examples"]);
/** Bounds, and which way they narrow. */
const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
/** Keywords that are judged by a rule of their own; any other must stay as it is. */
const others = "type enum const pattern format items properties required additionalProperties propertyNames";
const judged = new Set([...notes, ...lower, ...upper, ...others.split(" ")]);

/**
 * Why `newer` must not follow `older` as a version of the same event, one sentence a reason; none where it may. Two promises:
 * whoever knows `newer` can read every event of `older` (Confluent's BACKWARD, over closed objects), and whoever knows
 * `older` finds in `newer` every field that was always there, of the type it had. Further values of an enumeration
 * are no breach of either. What it cannot judge it refuses. Pure.
 */
export function incompatibilities(older: JsonSchema, newer: JsonSchema, path = "event"): string[] {
  const [before, after] = [branches(older), branches(newer)];
  const [one, other] = [before[0] ?? {}, after[0] ?? {}];
  return before.length > 1 || after.length > 1
    ? compareChoices(before, after, path)
    : compareAlternatives(one, other, path);
}

function compareAlternatives(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  return [
    ...compareTypes(older, newer, path),
    ...compareValues(older, newer, path),
    ...compareBounds(older, newer, path),
    ...compareTexts(older, newer, path),
    ...compareObjects(older, newer, path),
    ...compareNested(older, newer, path),
    ...compareOthers(older, newer, path),
  ];
}

/** The alternatives of a schema: those of an `anyOf` that stands alone, or one for each of several types. */
function branches(schema: JsonSchema): JsonSchema[] {
  const { anyOf, ...rest } = schema;
  if (Array.isArray(anyOf) && Object.keys(rest).every((keyword) => notes.has(keyword)))
    return anyOf.flatMap((one: JsonSchema) => branches(one));
  const { type } = schema;
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...schema, type: one })) : [schema];
}

/** Each old alternative must be one that is still there, and no new type may be among the new ones. */
function compareChoices(older: JsonSchema[], newer: JsonSchema[], path: string): string[] {
  const lost = older.filter((one) => newer.every((other) => incompatibilities(one, other, path).length > 0));
  const added = newer.filter((one) => older.every((other) => other["type"] !== one["type"]));
  return [
    ...lost.map((one) => `${path}: ${nameOf(one)} was allowed, or more of it`),
    ...added.map((one) => `${path}: ${nameOf(one)} was never there before`),
  ];
}

function nameOf({ type, const: value }: JsonSchema): string {
  return value === undefined ? String(type) : JSON.stringify(value);
}

function compareTypes(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  if (older["type"] === newer["type"]) return [];
  return [`${path}: its type was ${String(older["type"])} and is ${String(newer["type"])}`];
}

function compareValues(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  const [before, after] = [valuesOf(older), valuesOf(newer)];
  if (after === undefined) return [];
  if (before === undefined) return [`${path}: it may only be one of ${JSON.stringify(after)} now`];
  const gone = before.filter((value) => !after.includes(value));
  return gone.map((value) => `${path}: it may not be ${JSON.stringify(value)} any more`);
}

function valuesOf(schema: JsonSchema): unknown[] | undefined {
  if ("const" in schema) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

function compareBounds(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  const narrowed = (keyword: string, sign: 1 | -1) => {
    const [before, after] = [older[keyword], newer[keyword]];
    if (after === undefined) return false;
    return before === undefined || sign * Number(after) > sign * Number(before);
  };
  return [
    ...lower.filter((keyword) => narrowed(keyword, 1)),
    ...upper.filter((keyword) => narrowed(keyword, -1)),
  ].map((keyword) => `${path}: its ${keyword} is narrower than it was`);
}

/** One pattern or format is never known to be wider than another. */
function compareTexts(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  return ["pattern", "format"]
    .filter((keyword) => newer[keyword] !== undefined && newer[keyword] !== older[keyword])
    .map((keyword) => `${path}: its ${keyword} is another one`);
}

function compareObjects(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  const [before, after] = [requiredOf(older), requiredOf(newer)];
  const known = propertiesOf(newer);
  const gone = Object.keys(propertiesOf(older)).filter((name) => !(name in known));
  return [
    ...gone.map((name) => `${path}.${name}: it was removed`),
    ...after.filter((name) => !before.includes(name)).map((name) => `${path}.${name}: it became required`),
    ...before
      .filter((name) => name in known && !after.includes(name))
      .map((name) => `${path}.${name}: it was always there and became optional`),
  ];
}

/** The schemas within: of properties, of items, of further properties and their names. */
function compareNested(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  const [before, after] = [propertiesOf(older), propertiesOf(newer)];
  const shared = Object.keys(before).filter((name) => name in after);
  const within = shared.flatMap((name) =>
    incompatibilities(before[name] ?? {}, after[name] ?? {}, `${path}.${name}`),
  );
  const added = Object.keys(after).filter((name) => !(name in before));
  // Old events may have a field of this name that is not what it is to be.
  if (older["additionalProperties"] !== false)
    within.push(...added.map((name) => `${path}.${name}: it may have been there already, as anything`));
  for (const keyword of ["items", "additionalProperties", "propertyNames"]) {
    within.push(...compareSlot(older[keyword], newer[keyword], `${path}.${keyword}`));
  }
  return within;
}

/** A place for a schema, where `false` is nothing and a missing one anything. */
function compareSlot(older: unknown, newer: unknown, path: string): string[] {
  if (newer === undefined || newer === true || older === false) return [];
  if (newer === false || older === undefined || older === true) return [`${path}: less is allowed than was`];
  return incompatibilities(older as JsonSchema, newer as JsonSchema, path);
}

function compareOthers(older: JsonSchema, newer: JsonSchema, path: string): string[] {
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])]
    .filter((keyword) => !judged.has(keyword))
    .filter((keyword) => JSON.stringify(older[keyword]) !== JSON.stringify(newer[keyword]))
    .map((keyword) => `${path}: "${keyword}" changed, which cannot be judged`);
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema["properties"] ?? {}) as Record<string, JsonSchema>;
}

function requiredOf(schema: JsonSchema): string[] {
  return (schema["required"] ?? []) as string[];
}
