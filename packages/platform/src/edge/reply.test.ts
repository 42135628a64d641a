import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Route } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { Reply, created, etag, notModified, problem, requireMatch, shapeReply } from "./reply.ts";

const route: Route = {
  id: "courses.test",
  method: "POST",
  path: "/test",
  access: "public",
  summary: "test",
  replies: { 201: z.object({ id: z.int() }) },
  errors: [],
  uses: [],
};

describe("a reply", () => {
  test("is cut to its schema: what is not declared does not leak", () => {
    const reply = shapeReply(route, created({ id: 1, hashed_password: "secret" }, "/test/1"));
    expect(reply).toMatchObject({ statusCode: 201, headers: { location: "/test/1" }, body: `{"id":1}` });
  });

  test("that does not fit its schema is our bug", () => {
    expect(() => shapeReply(route, { id: "one" })).toThrow(z.ZodError);
  });

  test("of bytes is sent in base64, and 204 has no body", () => {
    expect(shapeReply(route, new Reply(new Uint8Array([1, 2])))).toMatchObject({
      isBase64Encoded: true,
      body: "AQI=",
    });
    expect(shapeReply({ ...route, replies: { 204: z.undefined() } }, undefined)).toEqual({
      statusCode: 204,
      headers: {},
      body: "",
    });
  });
});

describe("a problem", () => {
  test("tells code, fields, when to try again and what a program needs", () => {
    const error = new DomainError("enrollment.prerequisites", "Complete them first", {
      retryAfter: 1.2,
      errors: [{ field: "course_id", message: "needs others" }],
      extensions: { missing_courses: [1] },
    });
    const reply = problem(error, "r1");
    expect(reply).toMatchObject({
      statusCode: 409,
      headers: { "content-type": "application/problem+json", "retry-after": "2" },
    });
    expect(JSON.parse(reply.body)).toMatchObject({
      status: 409,
      code: "enrollment.prerequisites",
      request_id: "r1",
      missing_courses: [1],
    });
  });

  test("of a bug says nothing of it", () => {
    expect(JSON.parse(problem(undefined, "r1").body)).toMatchObject({
      status: 500,
      code: "internal",
      request_id: "r1",
    });
  });
});

test.each([
  [undefined, true],
  ["*", true],
  [etag(3), true],
  [`"1", "3"`, true],
  [`"2"`, false],
  ["3", false],
])("If-Match %s against revision 3 passes: %s", (header, passes) => {
  const check = () => requireMatch(header, 3);
  if (passes) expect(check).not.toThrow();
  else expect(check).toThrow(DomainError);
});

test("If-Match looks at the revision alone, If-None-Match at all of the tag", () => {
  expect(() => requireMatch(etag(7, 30), 7)).not.toThrow();
  expect(() => requireMatch('"6.7"', 7)).toThrow(/changed meanwhile/);
  const reply = { statusCode: 200, headers: { etag: etag(7, 30) }, body: "{}" };
  const asked = (tags: string, method = "GET") =>
    notModified({ ...reading, method, headers: { "if-none-match": tags } }, reply).statusCode;
  expect(asked('"7.30"')).toBe(304);
  expect(asked('"1", W/"7.30"')).toBe(304);
  expect(asked("*")).toBe(304);
  expect(asked('"7.29"')).toBe(200);
  expect(asked('"7.30"', "POST")).toBe(200);
});

const reading = { path: "/", params: {}, query: {}, body: undefined, address: "", requestId: "" };
