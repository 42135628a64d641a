import { functions } from "@smartcourse/contracts/functions";
import { scheduleExpression } from "@smartcourse/contracts/schedule";
import { ScheduledMessage } from "@smartcourse/contracts/task-message";
import { describe, expect, test } from "vitest";
import { grantsOf } from "./policies.ts";
import { type Resource, member, nameOf, resources, sorted, target } from "./templates.ts";

const scheduled = functions.flatMap((entry) =>
  entry.kind === "task" && entry.task.source?.kind === "schedule"
    ? [{ ...entry, queue: entry.task.queue, schedule: entry.task.source }]
    : [],
);

test("There is a clock for every scheduled task, and no other", () => {
  expect(scheduled.length).toBeGreaterThan(0);
  const names = resources("AWS::Scheduler::Schedule").map(({ properties }) => properties["Name"]);
  expect(sorted(names)).toEqual(sorted(scheduled.map(({ name }) => `dev-smartcourse-${name}`)));
});

describe.each(scheduled)("$id", ({ id, name, queue, schedule }) => {
  test("is due when its contract says", () => {
    expect(clock(name).properties).toMatchObject({
      ScheduleExpression: scheduleExpression(schedule),
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
  });

  test("is sent what its function reads, with the moment in it at which it was due", () => {
    const { stack, properties } = clock(name);
    const fed = target(stack, member(properties["Target"], "Arn"));
    const found = resources("AWS::SQS::Queue").find((candidate) => nameOf(candidate) === fed);
    expect(found?.properties["QueueName"]).toBe(`dev-smartcourse-${queue}`);
    const input = String(member(properties["Target"], "Input"));
    const sent = input.replace("<aws.scheduler.scheduled-time>", "2026-03-01T10:45:00Z");
    expect(ScheduledMessage.parse(JSON.parse(sent))).toEqual({
      name: id,
      payload: { scheduled_at: "2026-03-01T10:45:00Z" },
    });
  });
});

test("The clocks' role may send to those queues and do nothing else, and only for this account's schedules", () => {
  const roles = new Set(
    resources("AWS::Scheduler::Schedule").map(({ stack, properties }) =>
      target(stack, member(properties["Target"], "RoleArn")),
    ),
  );
  expect(roles.size).toBe(1);
  const [role = ""] = roles;
  expect(grantsOf(role).flatMap(({ actions }) => actions)).toEqual(["sqs:SendMessage"]);
  const trust = resources("AWS::IAM::Role").find((candidate) => nameOf(candidate) === role);
  expect(JSON.stringify(trust?.properties["AssumeRolePolicyDocument"])).toContain("aws:SourceAccount");
});

function clock(name: string): Resource {
  const found = resources("AWS::Scheduler::Schedule").find(
    ({ properties }) => properties["Name"] === `dev-smartcourse-${name}`,
  );
  if (found === undefined) throw new Error(`There is no schedule ${name}`);
  return found;
}
