import { expect, test } from "vitest";
import * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";
import { parse } from "./parse.ts";

const schema = z.strictObject({
  title: z.string(),
  lessons: z.array(z.object({ type: z.enum(["video", "reading"]) })).default([]),
});

function failure(value: unknown): DomainError {
  try {
    parse(schema, value);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error("It was parsed");
}

test("names every field that is wrong, where it is", () => {
  const { code, details } = failure({ lessons: [{ type: "film" }], extra: 1, more: 2 });
  expect(code).toBe("request.invalid");
  expect(details.errors?.map(({ field, code }) => [field, code])).toEqual([
    ["title", "required"],
    ["lessons.0.type", "invalid_value"],
    ["extra", "unrecognized_keys"],
    ["more", "unrecognized_keys"],
  ]);
});

test("says so when there is no body, and parses nothing where nothing is declared", () => {
  expect(failure(undefined).details.errors).toEqual([
    { field: "body", message: "is required", code: "required" },
  ]);
  expect(parse(undefined, { whatever: 1 })).toBeUndefined();
});
