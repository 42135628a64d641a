/** The part of JSON Schema that structured output and tool parameters use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A schema without references and alternatives, and whether null would do as well. */
export interface ResolvedSchema {
  readonly schema: JsonSchema;
  readonly type: string;
  readonly nullable: boolean;
}

/** Follows references, merges `allOf`, takes the first alternative that is not null. Throws at a reference to nowhere. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): ResolvedSchema {
  if (schema.$ref !== undefined) {
    const { $ref: _, ...beside } = schema;
    return resolveSchema({ ...follow(schema.$ref, root), ...beside }, root);
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    const nullable = alternatives.some((alternative) => alternative.type === "null");
    const first = alternatives.find((alternative) => alternative.type !== "null") ?? { type: "null" };
    const { anyOf: _, oneOf: __, ...beside } = schema;
    const resolved = resolveSchema({ ...beside, ...first }, root);
    return { ...resolved, nullable: nullable || resolved.nullable };
  }
  if (schema.allOf) {
    const { allOf, ...beside } = schema;
    const parts = allOf.map((part) => resolveSchema(part, root).schema);
    const properties = Object.assign({}, schema.properties, ...parts.map((part) => part.properties));
    return resolveSchema(Object.assign({}, ...parts, beside, { properties }), root);
  }
  return {
    schema,
    type: typeOf(schema),
    nullable: Array.isArray(schema.type) && schema.type.includes("null"),
  };
}

function follow(reference: string, root: JsonSchema): JsonSchema {
  if (reference === "#") return root;
  const path = reference.replace(/^#\//u, "").split("/");
  let at: unknown = root;
  for (const step of path) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }
  if (typeof at !== "object" || at === null) throw new Error(`The schema has no ${reference}`);
  return at;
}

function typeOf(schema: JsonSchema): string {
  const named = Array.isArray(schema.type) ? schema.type.find((type) => type !== "null") : schema.type;
  if (typeof named === "string") return named;
  if (schema.properties) return "object";
  if (schema.items || schema.prefixItems) return "array";
  return schema.minimum !== undefined || schema.maximum !== undefined ? "number" : "string";
}
