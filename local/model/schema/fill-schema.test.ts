import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readingOf, refusal } from "../answer/fixtures.ts";
import { fillSchema } from "./fill-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

const string = { type: "string" };
const integer = { type: "integer" };
const number = { type: "number", minimum: 0, maximum: 1 };
const boolean = { type: "boolean" };
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: "object", properties });
const list = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: "array", items, ...more });

const known = "Where are passwords stored?";
const unknown = "How is bread baked?";
const quote = "Passwords are stored in /etc/shadow, which only root can read.";
const fill = (question: string, properties: Record<string, JsonSchema>, instructions = "", after = "") =>
  fillSchema(object(properties), readingOf(question, instructions, after));

describe("fillSchema", () => {
  const cited = object({ passage: integer, quote: string, page: integer, title: string });
  const answer = { answerable: boolean, answer: string, confidence: number, citations: list(cited) };

  it("fills an answer with its citations", async () => {
    expect(await fill(known, answer)).toEqual({
      answerable: true,
      answer: quote,
      confidence: expect.closeTo(0.8, 0),
      citations: [{ passage: 2, quote, page: 40, title: "Admin's Guide, page 40" }],
    });
  });

  it("puts markers into the text only where the prompt speaks of them", async () => {
    expect(await fill(known, { answer: string }, "Cite passages as [n].")).toEqual({
      answer: `${quote} [2]`,
    });
    expect(await fill(known, { answer: string }, "Cite your sources.")).toEqual({ answer: quote });
  });

  it("refuses in each field's way", async () => {
    const filled = await fill(unknown, {
      ...answer,
      best_quote: { anyOf: [string, { type: "null" }] },
      unanswerable: boolean,
    });
    expect(filled).toMatchObject({
      answerable: false,
      answer: refusal,
      citations: [],
      best_quote: null,
      unanswerable: true,
    });
    expect((filled as { confidence: number }).confidence).toBeLessThan(0.2);
  });

  it("cites as bare numbers, names or quotations", async () => {
    expect(
      await fill(known, { citations: list(integer), source_ids: list(string), quotes: list(string) }),
    ).toEqual({
      citations: [2],
      source_ids: ["2"],
      quotes: [quote],
    });
  });

  it("grades each passage, and all of them", async () => {
    const grade = object({
      passage_id: string,
      relevant: boolean,
      score: number,
      binaryScore: { enum: ["yes", "no"] },
    });
    const filled = (await fill(known, {
      grades: list(grade),
      sufficient: boolean,
      relevantPassages: list(integer),
      ranking: list(integer),
    })) as {
      grades: { passage_id: string; relevant: boolean; score: number; binaryScore: string }[];
    };
    expect(filled).toMatchObject({ sufficient: true, relevantPassages: [2] });
    expect(filled).toHaveProperty("ranking.0", 2);
    expect(
      filled.grades.map(({ passage_id: id, relevant, binaryScore }) => [id, relevant, binaryScore]),
    ).toEqual([
      ["1", false, "no"],
      ["2", true, "yes"],
      ["3", false, "no"],
    ]);
  });

  it("chooses among words of a verdict, also half-way ones and turned ones", async () => {
    const schema = {
      verdict: { enum: ["correct", "ambiguous", "incorrect"] },
      next: { enum: ["generate", "rewrite"] },
      is_irrelevant: { enum: ["yes", "no"] },
      kind: { const: "grade" },
    };
    expect(await fill(known, schema)).toEqual({
      verdict: "correct",
      next: "generate",
      is_irrelevant: "no",
      kind: "grade",
    });
    expect(await fill(unknown, schema)).toEqual({
      verdict: "incorrect",
      next: "rewrite",
      is_irrelevant: "yes",
      kind: "grade",
    });
  });

  it("judges an answer that the prompt brings along, as a whole and by its statements", async () => {
    const schema = {
      grounded: boolean,
      hallucinated: boolean,
      statements: list(object({ statement: string, supported: boolean, passage: integer })),
    };
    const asked = "\n\nAnswer: Passwords are stored in /etc/shadow. They are printed on a sticker.";
    expect(await fill(known, schema, "", asked)).toEqual({
      grounded: false,
      hallucinated: true,
      statements: [
        { statement: "Passwords are stored in /etc/shadow.", supported: true, passage: 2 },
        { statement: "They are printed on a sticker.", supported: false, passage: expect.any(Number) },
      ],
    });
    expect(await fill(known, { grounded: boolean }, "", `\n\nAnswer: ${refusal}`)).toEqual({
      grounded: true,
    });
  });

  it("rewrites questions, summarises and lists terms", async () => {
    const filled = await fill(known, {
      query: string,
      queries: list(string),
      summary: string,
      key_points: list(string, { maxItems: 2 }),
      keywords: list(string, { maxItems: 3 }),
    });
    expect(filled).toMatchObject({ query: known, queries: [known], summary: expect.stringContaining("APT") });
    expect(filled).toHaveProperty("key_points.length", 2);
    expect(filled).toHaveProperty("keywords.length", 3);
  });

  const item = object({
    question: string,
    options: list(string, { minItems: 4, maxItems: 4 }),
    correct_index: { type: "integer", minimum: 0, maximum: 3 },
    correct_answer: string,
    correctLetter: { enum: ["A", "B", "C", "D"] },
    explanation: string,
    passage: integer,
    quote: string,
  });

  it("writes a quiz whose fields agree, of as many questions as are asked for", async () => {
    const { questions } = (await fill("", { questions: list(item) }, "Write 3 quiz questions.")) as {
      questions: Record<string, unknown>[];
    };
    expect(questions).toHaveLength(3);
    for (const {
      options,
      correct_index: index,
      correct_answer: right,
      correctLetter: letter,
      question,
      quote: source,
    } of questions) {
      expect((options as string[])[index as number]).toBe(right);
      expect(letter).toBe("ABCD"[index as number]);
      expect(String(question).split("? ")[1]?.replace("_____", String(right))).toBe(source);
    }
  });

  it("writes quiz options as objects and by letters, counts from 1 where the schema does", async () => {
    const objects = object({
      prompt: string,
      choices: list(object({ label: string, text: string, is_correct: boolean })),
      answer: { type: "integer", minimum: 1, maximum: 4 },
    });
    const [first] = (
      (await fill("", { quiz: list(objects, { minItems: 1 }) }, "Write a quiz.")) as {
        quiz: [{ choices: { label: string; is_correct: boolean }[]; answer: number }];
      }
    ).quiz;
    expect(first.choices.map(({ label, is_correct: right }) => [label, right])).toEqual([
      ["A", true],
      ["B", false],
      ["C", false],
      ["D", false],
    ]);
    expect(first.answer).toBe(1);
    const letters = object({
      question: string,
      options: object({ A: string, B: string, C: string, D: string }),
      correct: string,
    });
    const [lettered] = (
      (await fill("", { items: list(letters) }, "Write a quiz.")) as {
        items: [{ options: { A: string }; correct: string }];
      }
    ).items;
    expect(lettered.options.A).toBe(lettered.correct);
  });

  it("satisfies any schema", async () => {
    const name = fc.constantFrom(
      "answer",
      "score",
      "ok",
      "sources",
      "quote",
      "questions",
      "options",
      "page",
      "x",
      "grades",
      "points",
      "id",
      "reason",
    );
    const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
      fc.constant(string),
      fc.constant(boolean),
      fc.record({
        type: fc.constant("string"),
        minLength: fc.nat(5),
        maxLength: fc.integer({ min: 5, max: 40 }),
      }),
      fc.record({
        type: fc.constantFrom("integer", "number"),
        minimum: fc.integer({ min: -5, max: 5 }),
        maximum: fc.integer({ min: 6, max: 9 }),
      }),
      fc.record({ enum: fc.constantFrom(["yes", "no"], ["A", "B", "C", "D"], ["easy", "hard"], [1, 2]) }),
      fc.constant({ anyOf: [{ type: "null" }, integer] }),
    );
    const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.dictionary(name, tie("schema"), { maxKeys: 4 }).map(object),
        fc
          .record({ items: tie("schema"), minItems: fc.nat(3), maxItems: fc.integer({ min: 3, max: 6 }) })
          .map(({ items, ...more }) => list(items, more)),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(schema, fc.constantFrom(known, unknown), async (wanted, question) => {
        const value = await fillSchema(wanted, readingOf(question));
        expect(problemsOf(value, wanted)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** What is wrong with a value, by the keywords that are used above. */
function problemsOf(value: unknown, schema: JsonSchema, path = "$"): string[] {
  const wrong = (what: string) => [`${path} ${what}: ${JSON.stringify(value)}`];
  if (schema.anyOf)
    return schema.anyOf.some((one) => problemsOf(value, one).length === 0)
      ? []
      : wrong("is none of the alternatives");
  if (schema.enum) return schema.enum.includes(value) ? [] : wrong("is not among the values");
  if (schema.type === "null") return value === null ? [] : wrong("is not null");
  if (schema.type === "array") {
    if (!Array.isArray(value)) return wrong("is no array");
    const outside = value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity);
    return [
      ...(outside ? wrong("is too long or short") : []),
      ...value.flatMap((item, at) => problemsOf(item, schema.items ?? {}, `${path}[${at}]`)),
    ];
  }
  if (schema.type === "object") {
    const fields = new Map(Object.entries(value ?? {}));
    return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      fields.has(name) ? problemsOf(fields.get(name), property, `${path}.${name}`) : wrong(`lacks ${name}`),
    );
  }
  if (typeof value === "string" && schema.type === "string")
    return value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity)
      ? wrong("is too long or short")
      : [];
  if (typeof value === "number" && (schema.type === "number" || Number.isInteger(value)))
    return value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)
      ? wrong("is out of range")
      : [];
  return typeof value === schema.type ? [] : wrong(`is no ${String(schema.type)}`);
}
