import { functions } from "@smartcourse/contracts/functions";
import { expect, test } from "vitest";
import { queueSources } from "./start.ts";

test("every task has its queue, and every consumer the queue of its retries", () => {
  const tasks = functions.flatMap((entry) => (entry.kind === "task" ? [entry] : []));
  const consumers = functions.flatMap((entry) => (entry.kind === "consumer" ? [entry] : []));
  const expected = [
    ...consumers.map(({ name }) => [`retry-${name}`, name]),
    ...tasks.map(({ name, task }) => [task.queue, name]),
  ];
  expect(expected.length).toBeGreaterThan(0);
  expect(queueSources(functions).map(({ queue, functionName }) => [queue, functionName])).toEqual(expected);
  expect(new Set(expected.map(([queue]) => queue)).size).toBe(expected.length);
});
