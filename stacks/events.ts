import { CfnResource, Fn } from "aws-cdk-lib/core";
import { CfnCluster } from "aws-cdk-lib/aws-msk";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import type { App, Stack, StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { deadLetterTopic, topics } from "../packages/contracts/src/events.ts";
import { consumers } from "../packages/contracts/src/functions.ts";
import { partitions } from "./capacity.ts";
import { network, privateSubnets } from "./network.ts";
import { sizeOf } from "./stages.ts";

/** The version that AWS recommends. */
const kafkaVersion = "3.8.x";

/** Every topic: those of the events, and where each consumer group puts what it cannot read. */
export const topicNames: readonly string[] = [
  ...topics,
  ...new Set(consumers.map(({ group }) => deadLetterTopic(group))),
];

/** The Kafka cluster and its topics. */
export function events({ stack, app }: StackContext) {
  const cluster = addCluster(stack, app);
  const clusterArn = cluster.attrArn;
  const { kafka } = sizeOf(app.stage);
  for (const name of topicNames) addTopic(stack, name, clusterArn, kafka.brokers);
  /** The ARN of a topic or consumer group of the cluster. */
  const arnOf = (kind: "topic" | "group", name: string) =>
    `arn:${stack.partition}:kafka:${stack.region}:${stack.account}:${kind}/${pathOf(clusterArn)}/${name}`;
  return { clusterArn, arnOf, brokers: lookUpBrokers(stack, clusterArn) };
}

function addCluster(stack: Stack, app: App): CfnCluster {
  const { vpc, kafka: group } = use(network);
  const { kafka } = sizeOf(app.stage);
  return new CfnCluster(stack, "Cluster", {
    clusterName: app.logicalPrefixedName("events"),
    kafkaVersion,
    numberOfBrokerNodes: kafka.brokers,
    brokerNodeGroupInfo: {
      instanceType: kafka.instance,
      clientSubnets: vpc.selectSubnets(privateSubnets).subnetIds,
      securityGroups: [group.securityGroupId],
      storageInfo: { ebsStorageInfo: { volumeSize: kafka.volumeGb } },
    },
    encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
    // Lambda's pollers come with their role; the relay speaks TLS alone and is known by its security group.
    clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: true } },
  });
}

/** CDK has no construct for topics yet. */
function addTopic(stack: Stack, name: string, clusterArn: string, replicas: number): void {
  new CfnResource(stack, `Topic-${name}`, {
    type: "AWS::MSK::Topic",
    properties: {
      ClusterArn: clusterArn,
      TopicName: name,
      PartitionCount: partitions,
      ReplicationFactor: replicas,
    },
  });
}

/** The part of a cluster's ARN that its topics and groups share: name and id. */
function pathOf(clusterArn: string): string {
  return Fn.select(1, Fn.split(":cluster/", clusterArn));
}

/** CloudFormation does not tell a cluster's addresses, its API does. */
function lookUpBrokers(stack: Stack, clusterArn: string): string {
  const field = "BootstrapBrokerStringTls";
  const lookUp = new AwsCustomResource(stack, "Brokers", {
    onUpdate: {
      service: "kafka",
      action: "GetBootstrapBrokers",
      parameters: { ClusterArn: clusterArn },
      outputPaths: [field],
      physicalResourceId: PhysicalResourceId.of(clusterArn),
    },
    policy: AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({ actions: ["kafka:GetBootstrapBrokers"], resources: [clusterArn] }),
    ]),
    installLatestAwsSdk: false,
  });
  return lookUp.getResponseField(field);
}
