import type { JsonSchema } from "./json-schema.ts";
import { propertyWords, type Scope } from "./scope.ts";
import { isTurned, judge } from "./verdict.ts";

const identifier =
  /(?:^|_)(?:id|index|n|number|no|passage|chunk|source|citation|ref|reference|document|doc|marker)(?:_|$)/u;

/**
 * The number for a property of this name: an option's index, a passage's number, its page, a count; everything else is a
 * score, stretched over the schema's range. Undefined where there is nothing to number.
 */
export async function fillNumber(
  scope: Scope,
  name: string,
  schema: JsonSchema,
): Promise<number | undefined> {
  const words = propertyWords(name);
  const { quiz, reading } = scope;
  const passage = scope.evidence?.passage ?? scope.passage ?? scope.statement?.passage ?? quiz?.passage;
  if (quiz && /correct|answer|solution|option|right/u.test(words))
    return quiz.correct + (schema.minimum === 1 ? 1 : 0);
  if (/page/u.test(words)) return numeric(passage?.attributes["page"]);
  if (passage && identifier.test(words)) return numeric(passage.id);
  if (/count|total|num_/u.test(words)) return reading.prompt.passages.length;
  if (identifier.test(words)) return numeric((await reading.chosen())[0]?.passage.id);
  const { probability } = await judge(scope, name, schema.description);
  return stretch(isTurned(name) ? 1 - probability : probability, scope, schema);
}

/** Over minimum and maximum; else over the scale that the prompt names; else from 0 to 1. */
function stretch(probability: number, { reading }: Scope, schema: JsonSchema): number {
  const from = schema.minimum ?? schema.exclusiveMinimum ?? reading.wishes.scale?.from ?? 0;
  const to = schema.maximum ?? schema.exclusiveMaximum ?? reading.wishes.scale?.to ?? Math.max(1, from + 1);
  return from + probability * (to - from);
}

function numeric(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === "" || !Number.isFinite(value) ? undefined : value;
}

/** The nearest number that the schema allows; scores keep two decimals. */
export function withinBounds(value: number, schema: JsonSchema, integer: boolean): number {
  const step = integer ? 1 : 0.01;
  const low =
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? -Infinity : schema.exclusiveMinimum + step);
  const high =
    schema.maximum ?? (schema.exclusiveMaximum === undefined ? Infinity : schema.exclusiveMaximum - step);
  const rounded = integer ? Math.round(value) : Math.round(value * 100) / 100;
  return Math.min(Math.max(rounded, low), high);
}
