import { describe, expect, test } from "vitest";
import { ours } from "./deployed-functions.ts";
import { type Template, resources, templates } from "./templates.ts";

/** CloudFormation's limits on a template; 500 resources are one, less room for the next few routes. */
const limits = { resources: 450, outputs: 200, parameters: 200, dynamicReferences: 60, bytes: 1_000_000 };
/** An account has 1,000, of which 100 cannot be reserved; the rest is for the API. */
const reservable = 700;
/** Lambda's limit is 4 KB, and references are shorter than what they stand for. */
const environmentBytes = 3_000;

describe.each(["dev", "production"] as const)("%s", (stage) => {
  test.each(Object.keys(limits) as (keyof typeof limits)[])("has no template with too many %s", (limit) => {
    const counts = [...templates(stage)].map(([stack, template]) => ({ stack, ...count(template) }));
    expect(counts.filter((counted) => counted[limit] > limits[limit])).toEqual([]);
    expect(counts.some((counted) => counted[limit] > 0)).toBe(true);
  });

  test("leaves room for the API beside its reserved concurrency", () => {
    const reserved = resources("AWS::Lambda::Function", stage).map(({ properties }) =>
      Number(properties["ReservedConcurrentExecutions"] ?? 0),
    );
    const sum = reserved.reduce((total, each) => total + each, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(reservable);
  });
});

test("Every environment fits into Lambda's 4 KB", () => {
  const sizes = ours().map(
    ({ id, properties }) => [id, JSON.stringify(properties["Environment"]).length] as const,
  );
  expect(sizes.filter(([, bytes]) => bytes > environmentBytes)).toEqual([]);
});

function count(template: Template): typeof limits {
  const text = JSON.stringify(template);
  return {
    resources: Object.keys(template.Resources).length,
    outputs: Object.keys(template.Outputs ?? {}).length,
    parameters: Object.keys(template.Parameters ?? {}).length,
    dynamicReferences: text.split("{{resolve:").length - 1,
    bytes: text.length,
  };
}
