import { describe, expect, it } from "vitest";
import { schemaFromExample } from "./schema-from-example.ts";

describe("schemaFromExample", () => {
  it("reads types off an example", () => {
    const prompt =
      'Use {placeholders}. Reply with {"answer": "…", "score": 0.5, "ok": true, "cites": [{"n": 1}]} only.';
    expect(schemaFromExample(prompt)).toMatchObject({
      type: "object",
      properties: {
        answer: { type: "string" },
        score: { type: "number" },
        ok: { type: "boolean" },
        cites: { type: "array", items: { properties: { n: { type: "number" } } } },
      },
    });
  });

  it("reads types and choices that are named in words", () => {
    expect(
      schemaFromExample('{"a": "string", "n": "number from 0 to 1", "v": "yes|no"}')?.properties,
    ).toMatchObject({
      a: { type: "string" },
      n: { type: "number" },
      v: { enum: ["yes", "no"] },
    });
  });

  it("reads the keys of what only looks like JSON", () => {
    expect(
      schemaFromExample('{"relevant": true or false, "score": <0 to 1>, "why": "...", "ids": [...]}')
        ?.properties,
    ).toEqual({
      relevant: { type: "boolean" },
      score: { type: "number" },
      why: { type: "string" },
      ids: { type: "array" },
    });
  });

  it("takes a schema in the prompt as one, and finds nothing where nothing is shown", () => {
    const schema = { type: "object", properties: { answer: { type: "string" } } };
    expect(schemaFromExample(`Follow this schema: ${JSON.stringify(schema)}`)).toEqual(schema);
    expect(schemaFromExample("Reply in JSON. Code: { x = 1 }")).toBeUndefined();
  });
});
