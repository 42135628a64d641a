import { expect, test } from "vitest";
import { begin } from "./ask-state.ts";
import type { AssistantPorts, FoundPassage, Prompt, Scope } from "./assistant-ports.ts";
import { notCovered, refusal } from "./prompts.ts";
import { answerEvents } from "./stream-answer.ts";

const scope: Scope = { course_id: 4, version: 2 };
const found = (id: string, text: string): FoundPassage => ({
  id,
  material_id: 9,
  module_id: 3,
  page: 7,
  start_seconds: null,
  end_seconds: null,
  heading: "",
  similarity: 0.6,
  text,
});
const postgres = found("a", "The port of Postgres is 5432. It can be changed.");
const redis = found("b", "The port of Redis is 6379.");

/** Ports that answer from lists, in turn, and note what they are asked. */
function fakePorts(
  searches: readonly (readonly FoundPassage[])[],
  answers: readonly (readonly string[])[],
  query = "better query",
) {
  const asked: { searches: [string, Scope][]; prompts: Prompt[]; rewrites: Prompt[] } = {
    searches: [],
    prompts: [],
    rewrites: [],
  };
  const ports: AssistantPorts = {
    search: async (text, where) => searches[asked.searches.push([text, where]) - 1] ?? [],
    titles: async () => new Map([[9, "Handbook"]]),
    complete: async (prompt) => {
      asked.rewrites.push(prompt);
      return query;
    },
    async *write(prompt) {
      yield* answers[asked.prompts.push(prompt) - 1] ?? [];
    },
  };
  return { ports, asked };
}

async function run(ports: AssistantPorts, question = "What is the port of Postgres?") {
  const events = [];
  for await (const event of answerEvents(begin(question, scope), ports, 5)) events.push(event);
  return events;
}

const source = (quote: string) => ({
  material_id: 9,
  material: "Handbook",
  module_id: 3,
  page: 7,
  start_seconds: null,
  end_seconds: null,
  quote,
});

test("the sources come first, then each proved sentence, then all of it", async () => {
  const { ports, asked } = fakePorts(
    [[postgres]],
    [["The port of Postgres is 5432 [1]. It can", " be changed [1]. Bread is baked [1]."]],
  );
  const [first, second] = [
    source("The port of Postgres is 5432."),
    source("The port of Postgres is 5432. It can be changed."),
  ];
  const events = await run(ports);
  expect(events.slice(0, 4)).toEqual([
    { event: "sources", data: { sources: [first] } },
    { event: "token", data: { text: "The port of Postgres is 5432 [1]." } },
    { event: "sources", data: { sources: [first, second] } },
    { event: "token", data: { text: " It can be changed [2]." } },
  ]);
  expect(events.slice(4)).toMatchObject([
    {
      event: "done",
      data: {
        answer: "The port of Postgres is 5432 [1]. It can be changed [2].",
        answered: true,
        sources: [first, second],
      },
    },
  ]);
  expect(asked.searches).toEqual([["What is the port of Postgres?", scope]]);
  expect(asked.rewrites).toEqual([]);
});

test("a sentence is said while the model still writes the next ones", async () => {
  const heard = Promise.withResolvers<void>();
  const { ports } = fakePorts([[postgres]], []);
  const write: AssistantPorts["write"] = async function* () {
    yield "The port of Postgres is 5432 [1]. It ";
    // A graph that told nothing before the model has ended would wait here for ever.
    await heard.promise;
    yield "can be changed [1].";
  };
  const names: string[] = [];
  for await (const { event } of answerEvents(begin("What is the port?", scope), { ...ports, write }, 5)) {
    names.push(event);
    if (event === "token") heard.resolve();
  }
  expect(names).toEqual(["sources", "token", "sources", "token", "done"]);
});

test("what is refused is searched for once more, in other words", async () => {
  const { ports, asked } = fakePorts(
    [[redis], [redis, postgres]],
    [[refusal], ["The port of Postgres is 5432 [1]."]],
  );
  const events = await run(ports);
  expect(events.at(-1)).toMatchObject({ event: "done", data: { answered: true } });
  expect(asked.searches.map(([query]) => query)).toEqual(["What is the port of Postgres?", "better query"]);
  expect(asked.rewrites[0]?.user).toContain("Question: What is the port of Postgres?");
});

test("a second refusal is the answer: never a third attempt, no source, little confidence", async () => {
  const { ports, asked } = fakePorts([[redis], [postgres]], [[refusal], ["Bread is baked at home [1]."]]);
  const events = await run(ports);
  expect(events.slice(0, 2)).toEqual([
    { event: "sources", data: { sources: [] } },
    { event: "token", data: { text: notCovered } },
  ]);
  const [done] = events.slice(2);
  expect(done).toMatchObject({ event: "done", data: { answer: notCovered, answered: false, sources: [] } });
  expect(done?.event === "done" && done.data.confidence).toBeLessThan(0.3);
  expect([asked.searches.length, asked.prompts.length]).toEqual([2, 2]);
});

test("the model is not asked again about the passages that it has refused", async () => {
  const { ports, asked } = fakePorts([[redis], [redis]], [[refusal]]);
  expect((await run(ports)).at(-1)).toMatchObject({ event: "done", data: { answered: false } });
  expect([asked.searches.length, asked.prompts.length]).toEqual([2, 1]);
});

test("where nothing is found the model only words the query anew", async () => {
  const { ports, asked } = fakePorts([[], []], []);
  expect((await run(ports)).at(-1)).toMatchObject({
    event: "done",
    data: { answered: false, confidence: 0 },
  });
  expect([asked.searches.length, asked.prompts.length, asked.rewrites.length]).toEqual([2, 0, 1]);
});

test.each([
  ["", "What is the port of Postgres?"],
  [' "port number" \n', "port number"],
])("the rewritten query %j is searched for as %j", async (query, searched) => {
  const { ports, asked } = fakePorts([[], []], [], query);
  await run(ports);
  expect(asked.searches[1]?.[0]).toBe(searched);
});

test.each(["search", "complete", "write"] as const)("a failure of %s ends it", async (port) => {
  const failing = () => {
    throw new Error(`${port} is down`);
  };
  const { ports } = fakePorts([[redis], [redis]], [[refusal]]);
  await expect(run({ ...ports, [port]: failing })).rejects.toThrow(`${port} is down`);
});
