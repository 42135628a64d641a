import { Cluster, ContainerImage, type ICluster } from "aws-cdk-lib/aws-ecs";
import { Platform } from "aws-cdk-lib/aws-ecr-assets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { IgnoreMode } from "aws-cdk-lib/core";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { useProject } from "sst/project.js";
import { addContainer } from "./container.ts";
import { data } from "./data.ts";
import { settingsFor } from "./environment.ts";
import { grantFiles } from "./file-access.ts";
import { addLogs } from "./functions.ts";
import { network } from "./network.ts";
import { queues } from "./queues.ts";
import { sizeOf } from "./stages.ts";

/** What the image is built from; all else may change without a new image. */
const sources = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "patches",
  "packages",
  "temporal-worker",
];

/** The containers that never rest: the worker runs the sagas, the relay empties the outbox. Both are one image. */
export function workflows({ stack, app }: StackContext) {
  const { workers, relays } = sizeOf(app.stage).containers;
  const common = {
    // As with the VPC: the class is declared less exactly than the interface.
    cluster: new Cluster(stack, "Cluster", {
      vpc: use(network).vpc,
      clusterName: app.logicalPrefixedName("containers"),
    }) as ICluster,
    image: ContainerImage.fromAsset(useProject().paths.root, {
      file: "temporal-worker/Dockerfile",
      platform: Platform.LINUX_ARM64,
      ignoreMode: IgnoreMode.DOCKER,
      exclude: ["*", ...sources.map((source) => `!${source}`), "**/node_modules"],
    }),
    logs: addLogs(stack, app, "containers"),
  };
  const worker = addContainer(stack, app, "worker", {
    ...common,
    command: ["node", "temporal-worker/worker.ts"],
    settings: settingsFor(
      ["postgres", "redis", "mongo", "s3", "qdrant", "llm", "temporal"],
      "TRANSCRIPTION_MODEL",
    ),
    environment: { DATABASE_POOL_SIZE: "10" },
    cpu: 1024,
    memoryMb: 2048,
    count: workers,
  });
  grantFiles(worker.taskRole, "worker", use(data).bucket);
  const relay = addContainer(stack, app, "relay", {
    ...common,
    command: ["node", "temporal-worker/relay.ts"],
    settings: settingsFor(["kafka", "sqs", "temporal"], "DATABASE_DIRECT_URL"),
    cpu: 256,
    memoryMb: 512,
    count: relays,
  });
  relay.taskRole.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["sqs:SendMessage"], resources: relayedQueues() }),
  );
}

/** The relay feeds every queue but those that bucket and clock feed. */
function relayedQueues(): string[] {
  return use(queues).pairs.flatMap(({ entry, queue }) => (entry.fedBy === "relay" ? [queue.queueArn] : []));
}
