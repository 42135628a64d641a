import { expect, test } from "vitest";
import { DomainError } from "@smartcourse/contracts/errors";
import { outage } from "./outage.ts";

const coded = (code: string) => Object.assign(new Error("it broke"), { code });
const named = (name: string) => Object.assign(new Error("it broke"), { name });

test.each([
  ["a refused connection", coded("ECONNREFUSED")],
  ["Postgres shutting down", coded("57P01")],
  ["a statement past its deadline", coded("57014")],
  ["too many connections", coded("53300")],
  ["a deadlock", coded("40P01")],
  ["a broken Postgres connection", new Error("Connection terminated unexpectedly")],
  ["MongoDB without a primary", named("MongoServerSelectionError")],
])("%s is 503 with Retry-After", (_, error) => {
  expect(outage(error)).toMatchObject({
    code: "dependency.unavailable",
    status: 503,
    details: { retryAfter: 2 },
  });
});

test("a lock that is held is 409", () => {
  expect(outage(coded("55P03"))).toMatchObject({ code: "idempotency.in_flight", status: 409 });
});

test("a domain error is itself, and anything else a bug", () => {
  const known = new DomainError("course.full", "Full");
  expect(outage(known)).toBe(known);
  expect(outage(new TypeError("undefined is not a function"))).toBeUndefined();
  expect(outage(coded("23505"))).toBeUndefined();
  expect(outage("text")).toBeUndefined();
});
