import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { databaseAuthorities } from "../../stacks/database.ts";
import { list } from "./policies.ts";
import { type Resource, member, nameOf, resources, sorted, target } from "./templates.ts";

const root = resolve(import.meta.dirname, "../..");
/** What each is given, and nothing else: `secret` by ECS when it starts. */
const given = {
  worker: {
    plain: [
      "STAGE",
      "DATABASE_URL",
      "DATABASE_POOL_SIZE",
      "UPSTASH_REDIS_REST_URL",
      "S3_BUCKET",
      "QDRANT_URL",
      "TEMPORAL_ADDRESS",
    ],
    secret: ["MONGODB_URL", "UPSTASH_REDIS_REST_TOKEN", "QDRANT_API_KEY", "OPENAI_API_KEY"],
  },
  relay: {
    plain: [
      "STAGE",
      "DATABASE_DIRECT_URL",
      "KAFKA_BROKERS",
      "KAFKA_TLS",
      "SQS_QUEUE_URL_PREFIX",
      "TEMPORAL_ADDRESS",
    ],
    secret: [],
  },
};

describe.each(["worker", "relay"] as const)("The %s", (name) => {
  test("runs in the private subnets, one copy more before one goes, and back to the last image that started", () => {
    const service = serviceOf(name);
    expect(service.properties).toMatchObject({
      LaunchType: "FARGATE",
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "DISABLED" } },
    });
    expect(target(service.stack, service.properties["TaskDefinition"])).toBe(nameOf(taskOf(name)));
  });

  test("is an image for arm64 whose command is there", () => {
    expect(taskOf(name).properties["RuntimePlatform"]).toEqual({
      CpuArchitecture: "ARM64",
      OperatingSystemFamily: "LINUX",
    });
    const script = String(list(member(containerOf(name), "Command")).at(-1));
    expect([script, existsSync(join(root, script))]).toEqual([script, true]);
  });

  test("is given what it reads, its secrets from the stage's secret", () => {
    const namesIn = (list: unknown[]) => sorted(list.map((entry) => member(entry, "Name")));
    const secrets = list(member(containerOf(name), "Secrets"));
    expect(namesIn(list(member(containerOf(name), "Environment")))).toEqual(sorted(given[name].plain));
    expect(namesIn(secrets)).toEqual(sorted(given[name].secret));
    for (const secret of secrets) {
      expect(JSON.stringify(member(secret, "ValueFrom"))).toContain("secret:smartcourse/dev:");
    }
  });
});

test("The image knows the authority that vouches for the database past its proxy", () => {
  expect(readFileSync(join(root, "temporal-worker/Dockerfile"), "utf8")).toContain(databaseAuthorities);
});

test("Production runs each twice", () => {
  const counts = resources("AWS::ECS::Service", "production").map(
    ({ properties }) => properties["DesiredCount"],
  );
  expect(counts).toEqual([2, 2]);
});

function named(type: string, property: string, name: string): Resource {
  const found = resources(type).find(({ properties }) => properties[property] === `dev-smartcourse-${name}`);
  if (found === undefined) throw new Error(`There is no ${type} for ${name}`);
  return found;
}

function taskOf(name: string): Resource {
  return named("AWS::ECS::TaskDefinition", "Family", name);
}

function serviceOf(name: string): Resource {
  return named("AWS::ECS::Service", "ServiceName", name);
}

function containerOf(name: string): unknown {
  return list(taskOf(name).properties["ContainerDefinitions"])[0];
}
