import { describe, expect, it } from "vitest";
import { resolveSchema } from "./json-schema.ts";

describe("resolveSchema", () => {
  const root = { $defs: { id: { type: "integer", minimum: 1 } } };

  it("follows references and keeps what stands beside them", () => {
    expect(resolveSchema({ $ref: "#/$defs/id", description: "an id" }, root)).toEqual({
      schema: { type: "integer", minimum: 1, description: "an id" },
      type: "integer",
      nullable: false,
    });
    expect(() => resolveSchema({ $ref: "#/$defs/other" }, root)).toThrow("The schema has no #/$defs/other");
  });

  it("takes the first alternative that is not null, and says that null would do", () => {
    const schema = { anyOf: [{ type: "null" }, { type: "string" }], description: "a quote" };
    expect(resolveSchema(schema, root)).toMatchObject({
      type: "string",
      nullable: true,
      schema: { description: "a quote" },
    });
    expect(resolveSchema({ type: ["number", "null"] }, root)).toMatchObject({
      type: "number",
      nullable: true,
    });
  });

  it("merges allOf, and guesses a type that is not said", () => {
    const parts = [{ properties: { a: { type: "string" } } }, { properties: { b: { type: "number" } } }];
    expect(Object.keys(resolveSchema({ allOf: parts }, root).schema.properties ?? {})).toEqual(["a", "b"]);
    expect(resolveSchema({ items: {} }, root).type).toBe("array");
    expect(resolveSchema({ minimum: 1 }, root).type).toBe("number");
    expect(resolveSchema({}, root).type).toBe("string");
  });
});
