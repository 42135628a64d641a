import { join, relative } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib/core";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { App, FunctionProps, Stack } from "sst/constructs";
import { use } from "sst/constructs";
import { useProject } from "sst/project.js";
import type { FunctionEntry } from "../packages/contracts/src/functions.ts";
import { assetPath } from "./asset-path.ts";
import { bundleAssets } from "./bundle-options.ts";
import { reservedConcurrency } from "./capacity.ts";
import { data } from "./data.ts";
import { settingsOf } from "./environment.ts";
import { grantFiles } from "./file-access.ts";
import { layers } from "./layers.ts";
import { grantMail } from "./mail.ts";
import { network, privateSubnets } from "./network.ts";
import { settingValue } from "./settings.ts";
import { sizeOf } from "./stages.ts";

/** Where a stack's functions write: one group, kept as long as the stage says. */
export function addLogs(stack: Stack, app: App, name: string): LogGroup {
  const size = sizeOf(app.stage);
  return new LogGroup(stack, `${name}-logs`, {
    logGroupName: `/${app.name}/${app.stage}/${name}`,
    retention: size.logDays,
    removalPolicy: size.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/** What SST is told of a function of the table. */
export function functionProps(
  stack: Stack,
  app: App,
  entry: FunctionEntry,
  logGroup: LogGroup,
): FunctionProps {
  const reserved = reservedConcurrency(entry, sizeOf(app.stage));
  return {
    functionName: app.logicalPrefixedName(entry.name),
    handler: `${entry.path}.handler`,
    timeout: entry.timeoutSeconds,
    memorySize: entry.memoryMb,
    environment: environmentOf(stack, app, entry),
    layers: use(layers).layersOf(entry),
    copyFiles: assetsOf(entry),
    role: addRole(stack, entry, logGroup),
    logGroup,
    ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    ...(isInside(entry) && placeInside()),
  };
}

function environmentOf(stack: Stack, app: App, entry: FunctionEntry): Record<string, string> {
  const values = settingsOf(entry).flatMap((name) => {
    const value = settingValue(stack, app, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

/** Whether a function must be in the VPC: database and brokers are reached from nowhere else. */
export function isInside({ uses }: FunctionEntry): boolean {
  return uses.includes("postgres") || uses.includes("kafka");
}

function placeInside() {
  const { vpc, functions } = use(network);
  return { vpc, vpcSubnets: privateSubnets, securityGroups: [functions] };
}

/** A role of its own for each function. AWS' managed policies would let it write every log of the account. */
function addRole(stack: Stack, entry: FunctionEntry, logGroup: LogGroup): Role {
  const role = new Role(stack, `${entry.name}-role`, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
  });
  logGroup.grantWrite(role);
  if (isInside(entry)) role.addToPolicy(networkInterfaces());
  grantFiles(role, entry.id, use(data).bucket);
  if (entry.uses.includes("mail")) grantMail(role);
  return role;
}

/** Lambda attaches a function to the VPC with the function's own role, and EC2 knows no narrower resource for it. */
function networkInterfaces(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ],
    resources: ["*"],
  });
}

function assetsOf({ name, path }: FunctionEntry): { from: string; to: string }[] {
  const { root } = useProject().paths;
  const source = join(root, `${path}.ts`);
  return (bundleAssets[name] ?? []).map(({ from, to }) => ({
    from: relative(root, assetPath(from, source)),
    to,
  }));
}
