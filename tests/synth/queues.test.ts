import { functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { queueEntries } from "../../stacks/queues.ts";
import { deployed } from "./deployed-functions.ts";
import { type Resource, member, nameOf, resources, sorted, target } from "./templates.ts";

describe.each(queueEntries)("queue $name", (entry) => {
  const fed = functions.find(({ id }) => id === entry.feeds);

  test("moves what failed for good to its own dead-letter queue", () => {
    const { stack, properties } = queue(entry.name);
    const policy = properties["RedrivePolicy"];
    expect(member(policy, "maxReceiveCount")).toBe(entry.maxRetries + 1);
    expect(target(stack, member(policy, "deadLetterTargetArn"))).toBe(
      nameOf(queue(`${entry.name}-dead-letters`)),
    );
  });

  test("keeps dead letters for two weeks", () => {
    const { properties } = queue(`${entry.name}-dead-letters`);
    expect(properties["MessageRetentionPeriod"]).toBe(14 * 24 * 3600);
    expect(properties).not.toHaveProperty("RedrivePolicy");
  });

  test("hides a message for six times as long as its function may take", () => {
    expect(queue(entry.name).properties["VisibilityTimeout"]).toBe(6 * (fed?.timeoutSeconds ?? 0));
  });

  test("feeds its function, which gives back what failed of a batch", () => {
    const mappings = mappingsOf(queue(entry.name));
    expect(mappings).toHaveLength(1);
    const [mapping] = mappings;
    expect(target(mapping?.stack ?? "", mapping?.properties["FunctionName"])).toBe(
      nameOf(deployed({ name: fed?.name ?? "" })),
    );
    expect(mapping?.properties["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
  });

  test("has no batch that could not end within the function's time", () => {
    const [mapping] = mappingsOf(queue(entry.name));
    const each = fed?.kind === "task" ? fed.task.timeoutSeconds : 1;
    expect(Number(mapping?.properties["BatchSize"]) * each).toBeLessThan(fed?.timeoutSeconds ?? 0);
  });
});

describe.each(functions.filter((entry) => entry.kind === "task"))("$id", (entry) => {
  test("runs as often at one time as its contract says, and is never throttled by it", () => {
    const reserved = deployed(entry).properties["ReservedConcurrentExecutions"];
    const [mapping] = mappingsOf(queue(entry.task.queue));
    expect(reserved).toBe(Math.max(2, entry.task.concurrency));
    expect(member(mapping?.properties["ScalingConfig"], "MaximumConcurrency")).toBe(reserved);
  });
});

test("Queues are for those who speak TLS, and dead-letter queues raise an alarm", () => {
  const names = resources("AWS::SQS::Queue").map(nameOf);
  const denied = resources("AWS::SQS::QueuePolicy")
    .filter(({ properties }) => JSON.stringify(properties).includes('"aws:SecureTransport":"false"'))
    .flatMap(({ stack, properties }) => (properties["Queues"] as unknown[]).map((of) => target(stack, of)));
  expect(sorted(denied)).toEqual(sorted(names));
  const watched = resources("AWS::CloudWatch::Alarm").map(({ stack, properties }) => {
    const [dimension] = properties["Dimensions"] as unknown[];
    expect(properties).toMatchObject({ MetricName: "ApproximateNumberOfMessagesVisible", Threshold: 1 });
    return target(stack, member(dimension, "Value"));
  });
  const deadLetters = queueEntries.map(({ name }) => nameOf(queue(`${name}-dead-letters`)));
  expect(sorted(watched)).toEqual(sorted(deadLetters));
});

function queue(name: string): Resource {
  const found = resources("AWS::SQS::Queue").find(
    ({ properties }) => properties["QueueName"] === `dev-smartcourse-${name}`,
  );
  if (found === undefined) throw new Error(`There is no queue ${name}`);
  return found;
}

function mappingsOf(source: Resource): Resource[] {
  return resources("AWS::Lambda::EventSourceMapping").filter(
    ({ stack, properties }) => target(stack, properties["EventSourceArn"]) === nameOf(source),
  );
}
