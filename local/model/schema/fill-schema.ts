import type { Reading } from "../answer/reading.ts";
import { arrayScopes } from "./array-rules.ts";
import { chooseEnum } from "./choose-enum.ts";
import { type JsonSchema, type ResolvedSchema, resolveSchema } from "./json-schema.ts";
import { fillNumber, withinBounds } from "./number-rules.ts";
import { propertyWords, type Scope } from "./scope.ts";
import { fillString } from "./string-rules.ts";
import { isTurned, isYes, judge } from "./verdict.ts";

/**
 * A value that satisfies the schema, filled from what was read, by the names, descriptions and types of its properties.
 * Every property is given a value, required or not. Throws where the schema refers to nowhere.
 */
export function fillSchema(schema: JsonSchema, reading: Reading): Promise<unknown> {
  return fill(schema, "", { reading }, schema);
}

async function fill(node: JsonSchema, name: string, scope: Scope, root: JsonSchema): Promise<unknown> {
  const resolved = resolveSchema(node, root);
  const { schema, type, nullable } = resolved;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chooseEnum(schema.enum, scope, name, schema.description);
  switch (type) {
    case "object":
      return fillObject(schema, scope, root);
    case "array":
      return fillArray(resolved, name, scope, root);
    case "boolean":
      return fillBoolean(schema, name, scope);
    case "number":
    case "integer": {
      const value = await fillNumber(scope, name, schema);
      return value === undefined && nullable ? null : withinBounds(value ?? 0, schema, type === "integer");
    }
    case "null":
      return null;
    default:
      return text(resolved, await textOrNull(resolved, name, scope));
  }
}

async function fillObject(schema: JsonSchema, scope: Scope, root: JsonSchema): Promise<object> {
  const filled: [string, unknown][] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    filled.push([name, await fill(property, name, within(scope, name), root)]);
  return Object.fromEntries(filled);
}

/** Options that are named A, B, C and D are told apart by their names. */
function within(scope: Scope, name: string): Scope {
  const option = /^(?:option_?)?[A-F]$/iu.test(name)
    ? name.toUpperCase().charCodeAt(name.length - 1) - 65
    : -1;
  return scope.quiz && scope.option === undefined && option >= 0 ? { ...scope, option } : scope;
}

async function fillArray(
  { schema }: ResolvedSchema,
  name: string,
  scope: Scope,
  root: JsonSchema,
): Promise<unknown[]> {
  if (schema.prefixItems) return Promise.all(schema.prefixItems.map((item) => fill(item, name, scope, root)));
  const items = schema.items ?? { type: "string" };
  const values: unknown[] = [];
  const scopes = await arrayScopes(scope, name, schema, resolveSchema(items, root));
  for (const itemScope of scopes) values.push(await fill(items, itemName(name, itemScope), itemScope, root));
  while (values.length < (schema.minItems ?? 0)) values.push(await fill(items, name, scope, root));
  return values;
}

/** `citations: [2]` and `ranking: [3, 1]` name passages, where the array's name does not speak of something else. */
function itemName(name: string, { passage, evidence, text }: Scope): string {
  const names = text === undefined && (passage !== undefined || evidence !== undefined);
  const other = /scor|grade|rating|confiden|page|quot|evidence|excerpt|snippet|span|text|title|point|fact/u;
  return names && !other.test(propertyWords(name)) ? "passage_id" : name;
}

async function fillBoolean(schema: JsonSchema, name: string, scope: Scope): Promise<boolean> {
  const { quiz, option } = scope;
  if (quiz && option !== undefined) return option === quiz.correct;
  return isYes(await judge(scope, name, schema.description)) !== isTurned(name);
}

/** Null, where it is allowed, is how a schema says that there is no answer. */
async function textOrNull(
  { schema, nullable }: ResolvedSchema,
  name: string,
  scope: Scope,
): Promise<string | null> {
  const plain = scope.quiz === undefined && scope.passage === undefined && scope.text === undefined;
  const answers = /answer|response|quote|citation|evidence/u.test(propertyWords(name));
  if (nullable && plain && answers && (await scope.reading.chosen()).length === 0) return null;
  const value = await fillString(scope, name, schema.description);
  return value ?? (nullable ? null : "");
}

function text({ schema }: ResolvedSchema, value: string | null): string | null {
  return value?.slice(0, schema.maxLength).padEnd(schema.minLength ?? 0, ".") ?? null;
}
