import { describe, expect, test } from "vitest";
import { ours } from "./deployed-functions.ts";
import { resources, templates } from "./templates.ts";

/** CloudFormation's limits on a template; the first leaves room for the next few routes. */
const limits = { resources: 450, outputs: 200, parameters: 200, dynamicReferences: 60, bytes: 1_000_000 };
/** Of the 1,000 that an account has, 100 stay unreserved by rule, and 200 more for the API. */
const reservable = 700;

describe.each(["dev", "prod"] as const)("%s", (stage) => {
  test("No template comes near a limit of CloudFormation", () => {
    for (const [stack, template] of templates(stage)) {
      const text = JSON.stringify(template);
      expect({ stack, over: Object.keys(template.Resources).length > limits.resources }).toEqual({
        stack,
        over: false,
      });
      expect(Object.keys(template.Outputs ?? {}).length, stack).toBeLessThanOrEqual(limits.outputs);
      expect(Object.keys(template.Parameters ?? {}).length, stack).toBeLessThanOrEqual(limits.parameters);
      expect(text.split("{{resolve:").length - 1, stack).toBeLessThanOrEqual(limits.dynamicReferences);
      expect(text.length, stack).toBeLessThan(limits.bytes);
    }
  });

  test("Reserved concurrency leaves room for the API", () => {
    const reserved = resources("AWS::Lambda::Function", stage).map(({ properties }) =>
      Number(properties["ReservedConcurrentExecutions"] ?? 0),
    );
    const sum = reserved.reduce((total, each) => total + each, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(reservable);
  });
});

test("An environment leaves room in Lambda's 4 KB for what its references stand for", () => {
  for (const { id, properties } of ours()) {
    expect(JSON.stringify(properties["Environment"]).length, id).toBeLessThan(3_000);
  }
});
