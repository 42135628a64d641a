import type { JsonSchema } from "./json-schema.ts";

/**
 * JSON mode has no schema, so the prompt shows the wanted object, as an example or with its keys alone: finds it and
 * says of which types its values are. Undefined where the prompt shows none.
 */
export function schemaFromExample(prompt: string): JsonSchema | undefined {
  for (let start = prompt.indexOf("{"); start >= 0; start = prompt.indexOf("{", start + 1)) {
    const text = balanced(prompt, start);
    if (text === undefined || !/"[\w ]+"\s*:/u.test(text)) continue;
    const parsed = parse(text);
    if (isSchema(parsed)) return parsed;
    return parsed === undefined ? fromKeys(text) : fromValue(parsed);
  }
  return undefined;
}

function balanced(text: string, start: number): string | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return (
    typeof value === "object" &&
    value !== null &&
    "properties" in value &&
    typeof value.properties === "object"
  );
}

function fromValue(value: unknown): JsonSchema {
  if (Array.isArray(value)) return { type: "array", items: value.length > 0 ? fromValue(value[0]) : {} };
  if (typeof value === "object" && value !== null)
    return {
      type: "object",
      properties: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromValue(inner)])),
    };
  if (typeof value === "string") return fromDescription(value);
  return { type: value === null ? "string" : typeof value };
}

/** `"answer": "string"`, `"score": "number"`, `"verdict": "yes|no"` name a type or the choices. */
function fromDescription(text: string): JsonSchema {
  const type = /^(?:an? |the )?(string|number|integer|boolean)s?\b/iu.exec(text)?.[1]?.toLowerCase();
  if (type !== undefined) return { type, description: text };
  const choices = text.split(/\s*(?:\||\bor\b)\s*/u);
  if (choices.length > 1 && choices.every((choice) => /^[\w-]+$/u.test(choice))) return { enum: choices };
  return { type: "string", description: text };
}

/** `{"score": <0 to 1>, …}` is no JSON: its outer keys, with a type by the first character of what follows each. */
function fromKeys(text: string): JsonSchema {
  const keys = [
    ...text.matchAll(/"([\w ]+)"\s*:\s*(\[|"|true|false|<?\s*(?:true|boolean|number|int|float|[\d.]))?/giu),
  ];
  return {
    type: "object",
    properties: Object.fromEntries(keys.map(([, key = "", value = ""]) => [key, { type: guess(value) }])),
  };
}

function guess(value: string): string {
  if (value === "[") return "array";
  if (/true|false|bool/iu.test(value)) return "boolean";
  return /num|int|float|\d/iu.test(value) ? "number" : "string";
}
