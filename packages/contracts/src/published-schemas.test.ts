import { expect, it } from "vitest";
import * as z from "zod";
import { type EventType, defineEvent } from "./define.ts";
import { eventSchema, schemaFile } from "./event-schema.ts";
import { schemaFaults } from "./published-schemas.ts";

const fields = { course_id: z.int(), title: z.string() };
const event = (version: number, payload: z.ZodRawShape): EventType =>
  defineEvent({
    type: "course.renamed",
    version,
    topic: "course.events",
    aggregate: "course_id",
    payload: z.object(payload),
  });
const publish = (...events: EventType[]) =>
  new Map(events.map((one) => [schemaFile(one, one.version), eventSchema(one)]));
const [first, second] = [event(1, fields), event(2, { ...fields, by: z.int().optional() })];

it("has nothing to say of events that are as they were published, or of a version that adds to the one before", () => {
  expect(schemaFaults([first], publish(first))).toEqual([]);
  expect(schemaFaults([second], publish(first, second))).toEqual([]);
});

it("asks for a version that is not published yet", () => {
  expect(schemaFaults([second], publish(first))).toEqual([
    "course.renamed 2 is not published: run pnpm events export",
  ]);
});

it("refuses a change of a published version, and says what to do instead", () => {
  expect(schemaFaults([event(1, { ...fields, by: z.int().optional() })], publish(first))).toEqual([
    "course.renamed 1 is not what was published in course.renamed.v1.json, which stays as it is: make it version 2 and run pnpm events export",
  ]);
  expect(schemaFaults([event(1, { course_id: z.int() })], publish(first))).toEqual([
    expect.stringContaining("it takes an event of another type, for event.data.title: it was removed"),
  ]);
});

it("refuses a version that breaks any of those before it, not only the last", () => {
  const third = event(3, { ...fields, by: z.string().optional() });
  expect(schemaFaults([third], publish(first, second, third))).toEqual([
    "course.renamed 3 breaks version 2: event.data.by: its type was integer and is string",
  ]);
  const last = event(3, { ...fields, title: z.string().optional(), by: z.int().optional() });
  expect(schemaFaults([last], publish(first, second, last))).toHaveLength(2);
});

it("misses what was published before, and wonders about what is of no event", () => {
  expect(schemaFaults([second], publish(second))).toEqual(["course.renamed 1 was published and is missing"]);
  expect(schemaFaults([], publish(first))).toEqual([
    "course.renamed.v1.json is of no event, or of a version that it has not",
  ]);
});
