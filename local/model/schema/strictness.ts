import type { JsonSchema } from "./json-schema.ts";

/**
 * What keeps a schema from being strict by OpenAI's rules (structured outputs): an object at the root, every object
 * closed by `additionalProperties: false` and every property required. Undefined where nothing does.
 */
export function strictnessProblem(schema: JsonSchema): string | undefined {
  if (schema.type !== "object" && schema.$ref === undefined) return "the root must be of type 'object'.";
  return problemIn(schema, "()");
}

type Closable = JsonSchema & {
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
};

function problemIn(schema: Closable, path: string): string | undefined {
  if (schema.type === "object" || schema.properties) {
    if (schema.additionalProperties !== false)
      return `In context=${path}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = Object.keys(schema.properties ?? {}).find((name) => !schema.required?.includes(name));
    if (missing !== undefined)
      return `In context=${path}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
  }
  for (const [step, child] of children(schema)) {
    const problem = problemIn(child, `${path}.${step}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function children(schema: JsonSchema): [string, JsonSchema][] {
  const named = Object.entries({ ...schema.properties, ...schema.$defs, ...schema.definitions });
  const listed = [...(schema.anyOf ?? []), ...(schema.prefixItems ?? [])].map(
    (child, at) => [String(at), child] as const,
  );
  return [
    ...named,
    ...listed.map(([step, child]): [string, JsonSchema] => [step, child]),
    ...itemsOf(schema),
  ];
}

function itemsOf({ items }: JsonSchema): [string, JsonSchema][] {
  return items ? [["items", items]] : [];
}
