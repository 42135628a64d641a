import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, expect, it } from "vitest";
import { workflows } from "@smartcourse/contracts/functions";
import { scenarios } from "./history-scenarios.ts";
import { workflowBundle } from "./workflow-bundle.ts";

const folder = join(import.meta.dirname, "histories");
const histories = readdirSync(folder);
let codePath: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger("ERROR") });
  codePath = await workflowBundle();
});

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

it("has a recorded history of every workflow and of every scenario: see record-histories.ts", () => {
  expect(histories).toEqual(expect.arrayContaining(Object.keys(scenarios).map((name) => `${name}.json`)));
  const recorded = new Set(Object.values(scenarios).map(({ workflow }) => workflow));
  expect([...recorded].toSorted()).toEqual(workflows.map(({ name }) => name).toSorted());
});

it.each(histories)("replays %s: a run under way goes on in today's code", async (file) => {
  await expect(
    Worker.runReplayHistory({ workflowBundle: { codePath } }, read(file)),
  ).resolves.toBeUndefined();
});

it.each([
  ["another step", "steps.freezeVersion(id)", "steps.beginPublishing(id)"],
  ["a step less", "surely.completePublishing(", "Promise.resolve("],
  ["a wait more", "await awaitExtraction(id);", "await awaitExtraction(id); await (0, workflow_1.sleep)(5);"],
])("notices a change that runs under way could not follow: %s", async (_, was, becomes) => {
  const source = readFileSync(codePath, "utf8");
  const sleep = /([\w$]+\.sleep|\(0,\s*[\w$]+\.sleep\))\(/.exec(source)?.[1] ?? "none";
  const code = source.replace(was, becomes.replace("(0, workflow_1.sleep)", sleep));
  expect(code).not.toBe(source);
  const replay = Worker.runReplayHistory(
    { workflowBundle: { code } },
    read("course-publishing.completed.json"),
  );
  await expect(replay).rejects.toThrow(/determinism/i);
});
