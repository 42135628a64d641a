import {
  GatewayVpcEndpointAwsService,
  type IVpc,
  Port,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import type { Stack, StackContext } from "sst/constructs";
import { sizeOf } from "./stages.ts";

const postgresPort = Port.tcp(5432);
const kafkaPorts = Port.tcpRange(9092, 9098);

/** Where what must reach the internet lives: Redis, Qdrant and the language model are outside. */
export const privateSubnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
/** Where what nobody outside must reach lives. */
export const isolatedSubnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };

/** The VPC, and who may talk to whom in it. All rules are here: between stacks they would make circles. */
export function network({ stack, app }: StackContext) {
  const vpc = newVpc(stack, sizeOf(app.stage).natGateways);
  const group = (name: string, description: string, allowAllOutbound: boolean) =>
    new SecurityGroup(stack, name, { vpc, description, allowAllOutbound });
  const functions = group("Functions", "Lambda functions", true);
  const containers = group("Containers", "Worker and relay", true);
  // Lambda polls the topics from inside this group, and reaches its own service from there.
  const kafka = group("Kafka", "Kafka brokers and the pollers of Lambda", true);
  const database = group("Database", "Postgres and its proxy", false);
  for (const client of [functions, containers]) {
    database.addIngressRule(client, postgresPort);
    kafka.addIngressRule(client, kafkaPorts);
  }
  kafka.addIngressRule(kafka, kafkaPorts);
  database.addIngressRule(database, postgresPort);
  database.addEgressRule(database, postgresPort);
  return { vpc, functions, containers, database, kafka };
}

function newVpc(stack: Stack, natGateways: number): IVpc {
  return new Vpc(stack, "Vpc", {
    maxAzs: 2,
    natGateways,
    subnetConfiguration: [
      { name: "public", subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: "private", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: "data", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
    // CDK's classes declare optional members less exactly than its interfaces do.
  }) as IVpc;
}
