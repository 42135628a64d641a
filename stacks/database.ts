import { Duration, type RemovalPolicy } from "aws-cdk-lib/core";
import { type IVpc, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
} from "aws-cdk-lib/aws-rds";
import type { Stack } from "sst/constructs";
import { isolatedSubnets } from "./network.ts";
import type { StageSize } from "./stages.ts";

const user = "smartcourse";
const database = "smartcourse";
/** The password is a part of a URL. */
const unfitForUrls = " %+~`#$&*()|[]{}:;<>?!'/@\"\\^=,";

/**
 * The certificates of RDS' own authority, which Node does not know; the containers' image has them here. The proxy's
 * certificate is from an authority that Node knows.
 */
export const databaseAuthorities = "/etc/ssl/certs/rds-global-bundle.pem";

interface DatabaseOptions {
  readonly size: StageSize;
  readonly removalPolicy: RemovalPolicy;
  readonly network: { readonly vpc: IVpc; readonly database: SecurityGroup };
}

/** Connection strings: `url` through the proxy, `directUrl` past it. */
export interface DatabaseAddresses {
  readonly url: string;
  readonly directUrl: string;
}

/** Aurora Postgres that grows with its load, and the proxy that shares its connections among the functions. */
export function addDatabase(stack: Stack, options: DatabaseOptions): DatabaseAddresses {
  const { size, removalPolicy, network } = options;
  const place = {
    vpc: network.vpc,
    vpcSubnets: isolatedSubnets,
    securityGroups: [ownRules(stack, network.database)],
  };
  const cluster = new DatabaseCluster(stack, "Database", {
    ...place,
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_5 }),
    credentials: Credentials.fromGeneratedSecret(user, { excludeCharacters: unfitForUrls }),
    defaultDatabaseName: database,
    writer: ClusterInstance.serverlessV2("Writer"),
    readers: Array.from({ length: size.database.readers }, (_, place) =>
      ClusterInstance.serverlessV2(`Reader${place + 1}`, { scaleWithWriter: true }),
    ),
    serverlessV2MinCapacity: size.database.minimum,
    serverlessV2MaxCapacity: size.database.maximum,
    backup: { retention: Duration.days(size.backupDays) },
    copyTagsToSnapshot: true,
    storageEncrypted: true,
    deletionProtection: size.keepData,
    removalPolicy,
  });
  const { secret } = cluster;
  if (secret === undefined) throw new Error("The database has no secret");
  const proxy = cluster.addProxy("Proxy", {
    ...place,
    secrets: [secret],
    requireTLS: true,
    // The relay and the migrations go past the proxy.
    maxConnectionsPercent: 85,
    // A request that gets no connection within this time answers 503 while the caller still waits.
    borrowTimeout: Duration.seconds(5),
  });
  const password = secret.secretValueFromJson("password").unsafeUnwrap();
  const url = (host: string) => `postgres://${user}:${password}@${host}:5432/${database}?sslmode=verify-full`;
  return { url: url(proxy.endpoint), directUrl: url(cluster.clusterEndpoint.hostname) };
}

/** The group as a reference: a rule that CDK added to it for the proxy would name this stack in the network's. */
function ownRules(stack: Stack, { securityGroupId }: SecurityGroup) {
  return SecurityGroup.fromSecurityGroupId(stack, "DatabaseGroup", securityGroupId, { mutable: false });
}
