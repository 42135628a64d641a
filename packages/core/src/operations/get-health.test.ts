import { expect, test } from "vitest";
import type { ProbeName, Probed } from "@smartcourse/platform/probe";
import { summarise } from "./get-health.ts";

const names = [
  "database",
  "cache",
  "content",
  "vectors",
  "events",
  "queues",
  "storage",
  "workflows",
  "model",
] as const;
const answers = (down: readonly ProbeName[]) =>
  Object.fromEntries(
    names.map((name) => [name, { healthy: !down.includes(name), milliseconds: 1 }]),
  ) as Record<ProbeName, Probed>;

test.each([
  [[], "healthy"],
  [["cache"], "degraded"],
  [["vectors", "model"], "degraded"],
  [["database"], "unhealthy"],
] as const)("with %j down it is %s", (down, status) => {
  const health = summarise(answers(down));
  expect(health.status).toBe(status);
  for (const name of down) expect(health[name]).toBe("unhealthy");
});
