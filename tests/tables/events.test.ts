import Ajv from "ajv";
import { expect, test } from "vitest";
import * as z from "zod";
import { events } from "@smartcourse/contracts/events";
import { consumers } from "@smartcourse/contracts/functions";
import { schemaFaults } from "@smartcourse/contracts/published-schemas";
import { readSchemas } from "../../scripts/events/schema-folder.ts";

const published = readSchemas();

test("every event is as its schema was published, and goes with every version before", () => {
  expect(schemaFaults(events, published)).toEqual([]);
});

test("an event that loses its fields is found out", () => {
  const [first, ...others] = events;
  if (first === undefined) throw new Error("There are no events");
  const faults = schemaFaults([{ ...first, payload: z.object({}) }, ...others], published);
  expect(faults).toContainEqual(expect.stringMatching(/is not what was published in .*: it was removed/));
});

test("every published schema can be compiled by a validator", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const [file, schema] of published) expect([file, ajv.validateSchema(schema)]).toEqual([file, true]);
});

test("no event tells an address of anybody", () => {
  expect([...published].filter(([, schema]) => /e_?mail/i.test(JSON.stringify(schema)))).toEqual([]);
});

test("no table is kept by two consumers: a replay of one would empty it for both", () => {
  const tables = consumers.flatMap(({ projection = [] }) => [...projection]);
  expect(tables).toEqual([...new Set(tables)]);
});
