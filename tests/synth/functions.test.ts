import { readdirSync } from "node:fs";
import { join } from "node:path";
import { functions } from "@smartcourse/contracts/functions";
import { describe, expect, test } from "vitest";
import { bundleAssets } from "../../stacks/bundle-options.ts";
import { deployed, ours } from "./deployed-functions.ts";
import { stacksWithCode } from "./setup.ts";
import { member, sorted, target } from "./templates.ts";
import { synthesised } from "./synthesised.ts";

test("Nothing is deployed but what the table has", () => {
  const names = ours().map(({ properties }) => properties["FunctionName"]);
  expect(sorted(names)).toEqual(sorted(functions.map(({ name }) => `dev-smartcourse-${name}`)));
});

test("Each function has a role of its own", () => {
  const roles = ours().map(({ stack, properties }) => target(stack, properties["Role"]));
  expect(new Set(roles).size).toBe(functions.length);
  expect(roles).not.toContain(undefined);
});

const bundled = functions.filter((entry) => stacksWithCode.includes(deployed(entry).stack));

describe.each(bundled)("$id, as SST bundles it", (entry) => {
  test("is found by Lambda, which runs it with Node 24", () => {
    const found = { Handler: `${entry.path}.handler`, Runtime: "nodejs24.x" };
    expect(deployed(entry).properties).toMatchObject(found);
  });

  test("is one bundle, with what it reads beside it", () => {
    const assets = (bundleAssets[entry.name] ?? []).map(({ to }) => to);
    const code = [`${entry.path}.cjs`, `${entry.path}.cjs.map`];
    expect(sorted(filesOf(entry.name))).toEqual(sorted([...assets, ...code]));
  });
});

describe.each(functions)("$id", (entry) => {
  test("is deployed as its contract says", () => {
    expect(deployed(entry).properties).toMatchObject({
      Architectures: ["arm64"],
      Timeout: entry.timeoutSeconds,
      MemorySize: entry.memoryMb,
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogGroup: expect.anything() },
    });
  });

  test("has a name that Lambda takes for stages of up to 20 letters", () => {
    expect(`${"s".repeat(20)}-smartcourse-${entry.name}`.length).toBeLessThanOrEqual(64);
  });

  test("is in the VPC where the database or the brokers are behind it, and only there", () => {
    const inside = entry.uses.includes("postgres") || entry.uses.includes("kafka");
    expect("VpcConfig" in deployed(entry).properties).toBe(inside);
  });

  test("is held back where what is behind it bears no more", () => {
    const bounded =
      entry.kind === "task" ||
      entry.kind === "consumer" ||
      entry.kind === "stream" ||
      entry.id.startsWith("assistant.");
    expect("ReservedConcurrentExecutions" in deployed(entry).properties).toBe(bounded);
  });

  test("has the layers that its bundle requires", () => {
    const own = entry.uses.filter((dependency) => dependency === "argon2" || dependency === "sharp");
    expect(deployed(entry).properties["Layers"]).toHaveLength(1 + own.length);
  });
});

function filesOf(name: string): string[] {
  const key = String(member(deployed({ name }).properties["Code"], "S3Key"));
  const folder = join(synthesised.dev, `asset.${key.replace(/\.zip$/, "")}`);
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(folder.length + 1));
}
