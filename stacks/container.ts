import { Duration } from "aws-cdk-lib/core";
import {
  type ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
  OperatingSystemFamily,
  Secret as EcsSecret,
  type TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { App, Stack } from "sst/constructs";
import { use } from "sst/constructs";
import type { EnvName } from "../packages/platform/src/env.ts";
import { secretName } from "./names.ts";
import { network, privateSubnets } from "./network.ts";
import { isSecret, settingValue } from "./settings.ts";
import { sizeOf } from "./stages.ts";

interface ContainerOptions {
  readonly cluster: ICluster;
  readonly image: ContainerImage;
  readonly logs: ILogGroup;
  readonly command: string[];
  readonly settings: readonly EnvName[];
  /** Further variables. */
  readonly environment?: Readonly<Partial<Record<EnvName, string>>>;
  /** In 1/1024 of a processor. */
  readonly cpu: number;
  readonly memoryMb: number;
  /** Copies that run. */
  readonly count: number;
}

/** A service that runs `count` copies of a command of the image, in the private subnets, reached by nobody. */
export function addContainer(
  stack: Stack,
  app: App,
  name: string,
  options: ContainerOptions,
): TaskDefinition {
  const task = new FargateTaskDefinition(stack, `${name}-task`, {
    family: app.logicalPrefixedName(name),
    cpu: options.cpu,
    memoryLimitMiB: options.memoryMb,
    runtimePlatform: {
      cpuArchitecture: CpuArchitecture.ARM64,
      operatingSystemFamily: OperatingSystemFamily.LINUX,
    },
  });
  task.addContainer(name, {
    image: options.image,
    command: options.command,
    logging: LogDrivers.awsLogs({ streamPrefix: name, logGroup: options.logs }),
    environment: { ...plainSettings(stack, app, options.settings), ...options.environment },
    secrets: secretSettings(stack, app, name, options.settings),
    // Time to end the activities and batches under way.
    stopTimeout: Duration.seconds(60),
  });
  new FargateService(stack, name, {
    serviceName: app.logicalPrefixedName(name),
    cluster: options.cluster,
    taskDefinition: task,
    desiredCount: options.count,
    vpcSubnets: privateSubnets,
    securityGroups: [use(network).containers],
    assignPublicIp: false,
    circuitBreaker: { rollback: true },
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
  });
  return task;
}

function plainSettings(stack: Stack, app: App, names: readonly EnvName[]): Record<string, string> {
  const plain = names.flatMap((name) => {
    const value = isSecret(name) ? undefined : settingValue(stack, app, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(plain);
}

/** ECS fetches these itself when a container starts. */
function secretSettings(
  stack: Stack,
  app: App,
  name: string,
  names: readonly EnvName[],
): Record<string, EcsSecret> {
  const secret = Secret.fromSecretNameV2(stack, `${name}-secret`, secretName(app));
  const { secretVersion: versionId } = sizeOf(app.stage);
  const read = (setting: string) =>
    versionId === undefined
      ? EcsSecret.fromSecretsManager(secret, setting)
      : EcsSecret.fromSecretsManagerVersion(secret, { versionId }, setting);
  return Object.fromEntries(names.filter(isSecret).map((setting) => [setting, read(setting)]));
}
