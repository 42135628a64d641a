import { describe, expect, it } from "vitest";
import { strictnessProblem } from "./strictness.ts";

const closed = (properties: object, required = Object.keys(properties)) => ({
  type: "object",
  properties: properties as Record<string, object>,
  required,
  additionalProperties: false,
});

describe("strictnessProblem", () => {
  it("passes a closed schema whose properties are all required", () => {
    expect(
      strictnessProblem(closed({ a: { type: "string" }, b: { type: "array", items: closed({}) } })),
    ).toBeUndefined();
  });

  it("finds an open object, an optional property and a wrong root, however deep", () => {
    expect(strictnessProblem({ type: "array", items: {} })).toContain("root");
    expect(strictnessProblem(closed({ a: { type: "object", properties: {} } }))).toContain(
      "context=().a, 'additionalProperties'",
    );
    expect(strictnessProblem(closed({ a: { type: "array", items: closed({ b: {} }, []) } }))).toContain(
      "Missing 'b'",
    );
    expect(
      strictnessProblem({ ...closed({ a: { $ref: "#/$defs/x" } }), $defs: { x: closed({ c: {} }, []) } }),
    ).toContain("Missing 'c'");
  });
});
