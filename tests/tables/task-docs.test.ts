import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tasks } from "@smartcourse/contracts/functions";
import { taskDocs } from "../../scripts/task-docs.ts";

test("docs/tasks.md is what the tables say", () => {
  expect(readFileSync("docs/tasks.md", "utf8")).toBe(taskDocs());
});

test("every task says in a sentence what it does", () => {
  expect(tasks.map(({ summary }) => summary).filter((summary) => !/^[A-Z].*\.$/.test(summary))).toEqual([]);
});

test("no two tasks share a queue, and names fit what SQS takes for stages of up to 20 letters", () => {
  const queues = tasks.map(({ queue }) => queue);
  expect(new Set(queues).size).toBe(queues.length);
  expect(queues.filter((queue) => `${"s".repeat(20)}-smartcourse-${queue}-dead-letters`.length > 80)).toEqual(
    [],
  );
});
