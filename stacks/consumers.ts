import { Duration } from "aws-cdk-lib/core";
import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, type IFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Stack, StackContext } from "sst/constructs";
import { Function, dependsOn, use } from "sst/constructs";
import type { Consumer } from "../packages/contracts/src/define.ts";
import { functions } from "../packages/contracts/src/functions.ts";
import { topicsOf } from "./capacity.ts";
import { events } from "./events.ts";
import { addLogs, functionProps } from "./functions.ts";
import { feedFromQueue } from "./queue-source.ts";

/** The functions that events reach: by Kafka, and by SQS when they are to be tried again. */
export function eventConsumers({ stack, app }: StackContext) {
  // A mapping to a topic that is not there yet fails.
  dependsOn(events);
  const logs = addLogs(stack, app, "consumers");
  for (const entry of functions) {
    if (entry.kind !== "consumer") continue;
    const target = new Function(stack, entry.name, functionProps(stack, app, entry, logs));
    for (const topic of topicsOf(entry.consumer)) {
      feedFromTopic(stack, target, topic, groupId(entry.consumer, entry.name, topic));
    }
    feedFromQueue(entry, target);
  }
}

/** Lambda wants another id for each mapping; its beginning tells the group, by which the lag is summed up. */
function groupId({ group }: Consumer, functionName: string, topic: string): string {
  return `${group}.${functionName}.${topic}`;
}

/**
 * Feeds a function from a topic, in order within a partition. Nothing is filtered here: Lambda would drop what it
 * cannot parse, which belongs into the dead-letter topic.
 */
function feedFromTopic(stack: Stack, target: IFunction, topic: string, group: string): void {
  const { clusterArn } = use(events);
  if (target.role === undefined) throw new Error(`The function fed from ${topic} has no role`);
  const grants = grantReading(target.role, topic, group);
  const mapping = new EventSourceMapping(stack, `${target.node.id}-${topic}`, {
    target,
    eventSourceArn: clusterArn,
    kafkaTopic: topic,
    kafkaConsumerGroupId: group,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(1),
  });
  if (grants !== undefined) mapping.node.addDependency(grants);
}

function grantReading(role: IRole, topic: string, group: string) {
  const { clusterArn, arnOf } = use(events);
  const allow = (actions: string[], resources: string[]) =>
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  allow(
    [
      "kafka:DescribeClusterV2",
      "kafka:GetBootstrapBrokers",
      "kafka-cluster:Connect",
      "kafka-cluster:DescribeClusterDynamicConfiguration",
    ],
    [clusterArn],
  );
  allow(["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], [arnOf("topic", topic)]);
  // Lambda's pollers join the VPC with the function's role; EC2 knows no narrower resource for these.
  allow(["ec2:DescribeVpcs", "ec2:DescribeSecurityGroups"], ["*"]);
  return allow(["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"], [arnOf("group", group)])
    .policyDependable;
}
