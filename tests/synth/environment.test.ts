import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FunctionEntry, functions } from "@smartcourse/contracts/functions";
import { settings } from "@smartcourse/platform/env";
import { beforeAll, describe, expect, test } from "vitest";
import { buildBundles } from "../../local/bundles/build.ts";
import { buildPaths } from "../../local/bundles/paths.ts";
import { secretSettings } from "../../stacks/settings.ts";
import { deployed, environment } from "./deployed-functions.ts";
import { member, templates } from "./templates.ts";

/** What SST gives to every function. */
const fromSst = ["AWS_NODEJS_CONNECTION_REUSE_ENABLED", "SST_APP", "SST_STAGE", "SST_SSM_PREFIX"];
const known: Readonly<Record<string, { meaning: string; default?: string }>> = settings;

beforeAll(async () => {
  await buildBundles();
});

describe.each(functions)("$id", (entry) => {
  test("is given every setting that its bundle reads and that has no default", () => {
    const needed = settingsRead(entry).filter(
      (name) => known[name]?.default === undefined && isReached(entry, name),
    );
    expect(given(entry)).toEqual(expect.arrayContaining(needed));
  });

  test("is given no setting that its bundle does not read", () => {
    const read = settingsRead(entry);
    expect(given(entry).filter((name) => !read.includes(name))).toEqual([]);
  });

  test("finds its secrets by reference: no template holds one", () => {
    const values = environment(deployed(entry));
    for (const name of secretSettings.filter((secret) => secret in values)) {
      expect(values[name]).toBe(`{{resolve:secretsmanager:smartcourse/dev:SecretString:${name}::}}`);
    }
  });
});

test("Connections to the database are encrypted, and its certificate is checked", () => {
  const urls = functions.map((entry) => environment(deployed(entry))["DATABASE_URL"]).filter(Boolean);
  expect(urls.length).toBeGreaterThan(0);
  for (const url of urls) expect(JSON.stringify(url)).toMatch(/:password::\}\}@.*sslmode=verify-full/);
});

test("What differs from stage to stage comes from parameters, which CloudFormation reads when it deploys", () => {
  const { Parameters = {} } = templates().get("api-auth") ?? {};
  const defaults = Object.values(Parameters).map((parameter) => member(parameter, "Default"));
  expect(defaults).toContain("/smartcourse/dev/UPSTASH_REDIS_REST_URL");
});

/** The edge holds what checks tokens in every bundle; a request to a public route never gets there. */
function isReached(entry: FunctionEntry, name: string): boolean {
  const open = "route" in entry && entry.route.access === "public" && entry.id !== "auth.getJwks";
  return name !== "JWT_PUBLIC_KEYS" || !open;
}

function given(entry: FunctionEntry): string[] {
  return Object.keys(environment(deployed(entry))).filter((name) => !fromSst.includes(name));
}

/** `env("NAME")` is in the bundle as a call with one string, whatever the minifier calls the function. */
function settingsRead({ name }: FunctionEntry): string[] {
  const code = readFileSync(join(buildPaths().functions, `${name}.cjs`), "utf8");
  const calls = [...code.matchAll(/\("([A-Z][A-Z0-9_]+)"\)/g)].map(([, called = ""]) => called);
  return [...new Set(calls)].filter((called) => called in known);
}
