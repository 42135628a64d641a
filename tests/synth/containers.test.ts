import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { settings } from "@smartcourse/platform/env";
import { describe, expect, test } from "vitest";
import { list } from "./policies.ts";
import { type Resource, member, nameOf, resources, target } from "./templates.ts";

describe.each(["worker", "relay"])("The %s", (name) => {
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
    expect(existsSync(resolve(import.meta.dirname, "../..", script)), script).toBe(true);
  });

  test("gets its secrets from the stage's secret when it starts", () => {
    const secrets = list(member(containerOf(name), "Secrets"));
    for (const secret of secrets) {
      expect(JSON.stringify(member(secret, "ValueFrom"))).toContain(`smartcourse/dev`);
    }
    const visible = list(member(containerOf(name), "Environment")).map((entry) => member(entry, "Name"));
    const hidden = Object.entries(settings).flatMap(([setting, is]) => ("secret" in is ? [setting] : []));
    expect(visible.filter((setting) => hidden.includes(String(setting)))).toEqual([]);
  });
});

test("Production runs each twice", () => {
  const counts = resources("AWS::ECS::Service", "prod").map(({ properties }) => properties["DesiredCount"]);
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
