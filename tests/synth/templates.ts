import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { synthesised } from "./synthesised.ts";

type Stage = "dev" | "production";
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of a template, with the stack it is in. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy?: string;
}

export interface Template {
  readonly Resources: Record<string, { Type: string; Properties?: Properties; DeletionPolicy?: string }>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
  readonly Parameters?: Record<string, unknown>;
}

const ending = ".template.json";
const read = new Map<Stage, ReadonlyMap<string, Template>>();

/** Every template of a stage, by the stack's name without stage and product. */
export function templates(stage: Stage = "dev"): ReadonlyMap<string, Template> {
  let found = read.get(stage);
  if (found === undefined) {
    const folder = synthesised[stage];
    const prefix = `${stage}-smartcourse-`;
    const files = readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith(ending));
    found = new Map(
      files.map((file) => [
        file.slice(prefix.length, -ending.length),
        JSON.parse(readFileSync(join(folder, file), "utf8")) as Template,
      ]),
    );
    read.set(stage, found);
  }
  return found;
}

/** Resources of a type, in every stack. */
export function resources(type: string, stage: Stage = "dev"): Resource[] {
  return [...templates(stage)].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {}, DeletionPolicy }]) => ({
        stack,
        id,
        type,
        properties: Properties,
        ...(DeletionPolicy !== undefined && { deletionPolicy: DeletionPolicy }),
      })),
  );
}

/** The one resource of a type. Throws where there are others, or none. */
export function theOnly(type: string, stage: Stage = "dev"): Resource {
  const [first, ...others] = resources(type, stage);
  if (first === undefined || others.length > 0)
    throw new Error(`${1 + others.length} resources of ${type}, not one`);
  return first;
}

/** What a value refers to, as `stack/id`: by Ref, by GetAtt, or through another stack's export. */
export function target(stack: string, value: unknown): string | undefined {
  const imported = member(value, "Fn::ImportValue");
  if (typeof imported === "string") return exported(imported);
  const reference = member(value, "Ref") ?? firstOf(member(value, "Fn::GetAtt"));
  return typeof reference === "string" ? `${stack}/${reference}` : undefined;
}

function exported(name: string): string | undefined {
  for (const [stack, { Outputs = {} }] of templates()) {
    for (const { Value, Export } of Object.values(Outputs)) {
      if (Export?.Name === name) return target(stack, Value);
    }
  }
  return undefined;
}

/** A member of an object, whatever the value is. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Properties)[name] : undefined;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

/** A resource's name for `target()`. */
export function nameOf({ stack, id }: Resource): string {
  return `${stack}/${id}`;
}

/** Values in an order of their own, to compare lists that have none. */
export function sorted(values: readonly unknown[]): string[] {
  return values.map(String).toSorted();
}
