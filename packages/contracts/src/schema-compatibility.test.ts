import Ajv from "ajv";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { JsonSchema } from "./event-schema.ts";
import { incompatibilities } from "./schema-compatibility.ts";

const schemaOf = (type: z.ZodType) => z.toJSONSchema(type, { target: "draft-7" }) as JsonSchema;
const fields = {
  course_id: z.int().min(1),
  role: z.enum(["student", "instructor"]),
  module_id: z.int().nullable(),
  note: z.string().optional(),
  fields: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
};
const published = schemaOf(z.object(fields));
const { note: _note, ...withoutNote } = fields;

describe("a harmless change", () => {
  it.each([
    ["none", fields],
    ["an optional field more", { ...fields, reason: z.string().optional() }],
    ["an optional object more", { ...fields, by: z.object({ id: z.int() }).optional() }],
    ["a further value of an enumeration", { ...fields, role: z.enum(["student", "instructor", "admin"]) }],
    ["a wider bound", { ...fields, course_id: z.int().min(0) }],
    ["a field that is always there now said so of none", fields],
  ])("%s", (_, changed) => {
    expect(incompatibilities(published, schemaOf(z.object(changed)))).toEqual([]);
  });

  it("is a description, or another order", () => {
    const reordered = Object.fromEntries(Object.entries(fields).toReversed());
    const changed = { ...schemaOf(z.object(reordered)), description: "A course" };
    expect(incompatibilities(published, changed)).toEqual([]);
  });
});

describe("a breaking change", () => {
  it.each([
    ["a field removed", withoutNote, "event.note: it was removed"],
    ["a required field more", { ...fields, reason: z.string() }, "event.reason: it became required"],
    ["an optional field required", { ...fields, note: z.string() }, "event.note: it became required"],
    [
      "a required field optional",
      { ...fields, fields: z.array(z.string()).optional() },
      "event.fields: it was always there and became optional",
    ],
    [
      "another type",
      { ...fields, course_id: z.string() },
      "event.course_id: its type was integer and is string",
    ],
    [
      "another type within a list",
      { ...fields, fields: z.array(z.int()) },
      "event.fields.items: its type was string and is integer",
    ],
    [
      "another type within a record",
      { ...fields, counts: z.record(z.string(), z.string()) },
      "event.counts.additionalProperties: its type was number and is string",
    ],
    [
      "a value removed",
      { ...fields, role: z.enum(["student"]) },
      'event.role: it may not be "instructor" any more',
    ],
    [
      "a text that becomes an enumeration",
      { ...fields, note: z.enum(["a"]).optional() },
      'event.note: it may only be one of ["a"] now',
    ],
    [
      "a field that may be null now",
      { ...fields, course_id: z.int().min(1).nullable() },
      "event.course_id: null was never there before",
    ],
    [
      "a field that may not be null now",
      { ...fields, module_id: z.int() },
      "event.module_id: null was allowed, or more of it",
    ],
    [
      "a narrower bound",
      { ...fields, course_id: z.int().min(2) },
      "event.course_id: its minimum is narrower than it was",
    ],
    [
      "a bound",
      { ...fields, note: z.string().max(9).optional() },
      "event.note: its maxLength is narrower than it was",
    ],
    [
      "a pattern",
      { ...fields, note: z.string().regex(/^a/).optional() },
      "event.note: its pattern is another one",
    ],
  ])("%s is refused", (_, changed, reason) => {
    expect(incompatibilities(published, schemaOf(z.object(changed)))).toContain(reason);
  });

  it("is a keyword that it does not know", () => {
    const changed = { ...published, not: { required: ["note"] } };
    expect(incompatibilities(published, changed)).toEqual(['event: "not" changed, which cannot be judged']);
  });

  it("is a new field where an old event may have had it as something else", () => {
    const { additionalProperties: _closed, ...open } = published;
    const changed = { ...open, properties: { ...(open["properties"] as object), by: { type: "string" } } };
    expect(incompatibilities(open, changed)).toEqual([
      "event.by: it may have been there already, as anything",
    ]);
  });
});

const ajv = new Ajv({ strict: false });
const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.record({ type: fc.constant("integer"), minimum: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ type: fc.constant("integer"), maximum: fc.integer({ min: 0, max: 3 }) }),
  fc.constant({ type: "number" }),
  fc.record({ type: fc.constant("string"), maxLength: fc.integer({ min: 0, max: 2 }) }),
  fc.constant({ type: "string" }),
  fc.constant({ type: "null" }),
  fc.constant({}),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom("a", "b", 1, 2, null), { minLength: 1 }) }),
  fc.record({ const: fc.constantFrom("a", 1) }),
);
const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc
      .record(
        {
          type: fc.constant("object"),
          properties: fc.dictionary(fc.constantFrom("x", "y"), tie("schema")),
          required: fc.uniqueArray(fc.constantFrom("x", "y")),
          additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        },
        { requiredKeys: ["type", "properties"] },
      )
      .map((object): JsonSchema => object),
  ),
}));
const json = fc.jsonValue({ maxDepth: 2 });
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, "a", "b", "abc", 0, 1, 2, 4, 1.5),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("x", "y", "z"), tie("value")),
    json,
  ),
})).value;

/** A schema that differs a little from the first: a keyword less, one of the second's more, or the second as a choice. */
function variant(one: JsonSchema, other: JsonSchema, pick: number): JsonSchema {
  const keyword = Object.keys(one)[pick % Math.max(1, Object.keys(one).length)] ?? "type";
  const { [keyword]: _left, ...rest } = one;
  const properties = { ...(one["properties"] as object), ...(other["properties"] as object) };
  return [rest, { ...one, ...other }, { anyOf: [one, other] }, { ...one, properties }, one][pick % 5] ?? one;
}

it("never passes a change that some old event would not survive", () => {
  let passed = 0;
  const values = fc.array(value, { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(schema, schema, fc.nat(99), values, (older, other, pick, samples) => {
      const newer = variant(older, other, pick);
      if (incompatibilities(older, newer).length > 0) return;
      passed += 1;
      const [before, after] = [ajv.compile(older), ajv.compile(newer)];
      for (const one of samples) if (before(one)) expect([one, after(one)]).toEqual([one, true]);
    }),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 400) },
  );
  expect(passed).toBeGreaterThan(40);
});
