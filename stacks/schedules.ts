import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { App, Stack } from "sst/constructs";
import type { Schedule } from "../packages/contracts/src/define.ts";
import { functions } from "../packages/contracts/src/functions.ts";
import { periodSeconds, scheduleExpression, scheduledMessage } from "../packages/contracts/src/schedule.ts";
import type { QueuePair } from "./queues.ts";

/** What EventBridge Scheduler replaces by the moment at which a schedule was due: repeats of a tick say the same. */
const scheduledTime = "<aws.scheduler.scheduled-time>";

/** Scheduler tries a message for no longer than this, in seconds. */
const maximumAge = { least: 60, most: 86_400 };

/** The clocks: each sends its message to the queue of its task. One role, which may do that and nothing else. */
export function addSchedules(stack: Stack, app: App, pairs: readonly QueuePair[]): void {
  const due = functions.flatMap((entry) => {
    if (entry.kind !== "task" || entry.task.source?.kind !== "schedule") return [];
    const pair = pairs.find(({ entry: { feeds } }) => feeds === entry.id);
    return pair === undefined ? [] : [{ entry, pair, schedule: entry.task.source }];
  });
  const role = new Role(stack, "schedules-role", {
    // So that nobody else's schedule can take it on.
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ["sqs:SendMessage"],
      resources: due.map(({ pair }) => pair.queue.queueArn),
    }),
  );
  for (const { entry, pair, schedule } of due) {
    new CfnSchedule(stack, `${entry.name}-schedule`, {
      name: app.logicalPrefixedName(entry.name),
      scheduleExpression: scheduleExpression(schedule),
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: pair.queue.queueArn,
        roleArn: role.roleArn,
        input: JSON.stringify(scheduledMessage(entry, scheduledTime)),
        retryPolicy: { maximumEventAgeInSeconds: untilTheNext(schedule) },
      },
    }).node.addDependency(role);
  }
}

/** A tick that could not be sent until the next one is left out. */
function untilTheNext(schedule: Schedule): number {
  return Math.min(maximumAge.most, Math.max(maximumAge.least, periodSeconds(schedule)));
}
