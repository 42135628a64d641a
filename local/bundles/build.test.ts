import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fixtureRoot } from "../lambda/fixtures/fixture-gateway.ts";
import { type BuildReport, buildBundles } from "./build.ts";
import { readMeta } from "./freshness.ts";
import { buildPaths } from "./paths.ts";
import { watchBundles } from "./watch.ts";

let root: string;
const entries = ["one", "two", "absent"].map((name) => ({ name, path: `functions/${name}` }));
const work: Partial<BuildReport> = { failed: [], missing: ["absent"] };

beforeEach(() => {
  root = fixtureRoot();
  source("shared.ts", "export const word: string = 'first';\nexport const unused = () => 'never used';");
  source("one.ts", "import { word } from './shared.ts';\nexport const handler = async () => word;");
  source("two.ts", "export const handler = async () => (await import('@node-rs/argon2')).hash('x');");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function source(name: string, text: string): void {
  writeFileSync(join(root, "functions", name), text);
}

function load(name: string): { handler: () => Promise<unknown> } {
  const path = join(root, ".build/functions", `${name}.cjs`);
  const require = createRequire(path);
  delete require.cache[path];
  return require(path) as { handler: () => Promise<unknown> };
}

describe("buildBundles", () => {
  test("makes a bundle that runs, without what nobody uses, and tells what is in it", async () => {
    expect(await buildBundles({ entries, root })).toMatchObject({
      ...work,
      built: ["one", "two"],
      fresh: [],
    });
    expect(await load("one").handler()).toBe("first");
    expect(readFileSync(join(root, ".build/functions/one.cjs"), "utf8")).not.toContain("never used");
    const meta = readMeta(buildPaths(root), "one");
    expect(Object.keys(meta?.contents ?? {}).sort()).toEqual(["functions/one.ts", "functions/shared.ts"]);
  });

  test("has bundles find the packages of layers, with this machine's binary", async () => {
    await buildBundles({ entries, root });
    expect(readMeta(buildPaths(root), "two")?.externals).toEqual(["@node-rs/argon2"]);
    expect(await load("two").handler()).toMatch(/^\$argon2id\$/);
  });

  test("leaves alone what has not changed, and makes again what a changed file is a part of", async () => {
    await buildBundles({ entries, root });
    expect(await buildBundles({ entries, root })).toMatchObject({
      ...work,
      built: [],
      fresh: ["one", "two"],
    });
    source("shared.ts", "export const word = 'second';");
    expect(await buildBundles({ entries, root })).toMatchObject({ ...work, built: ["one"], fresh: ["two"] });
    expect(await load("one").handler()).toBe("second");
  });

  test("Given a source that does not compile, builds the others and says where it is wrong", async () => {
    source("one.ts", "export const handler = async () => {");
    const { built, failed } = await buildBundles({ entries, root });
    expect(built).toEqual(["two"]);
    expect(failed).toMatchObject([
      { name: "one", message: expect.stringContaining("functions/one.ts:1:") as string },
    ]);
  });

  test("Given strict, throws where a function is missing", async () => {
    await expect(buildBundles({ entries, root, strict: true })).rejects.toThrow("absent: no source file");
  });
});

describe("watchBundles", () => {
  test("builds after a save what the file is a part of, also once it compiles again", async () => {
    await buildBundles({ entries, root });
    const reports: BuildReport[] = [];
    const watching = watchBundles({ entries, root, onBuilt: async (report) => void reports.push(report) });
    try {
      source("shared.ts", "export const word = 'saved';");
      await vi.waitFor(() => expect(reports.at(-1)?.built).toEqual(["one"]), { timeout: 10_000 });
      source("shared.ts", "export const word = ;");
      await vi.waitFor(() => expect(reports.at(-1)?.failed).toHaveLength(1), { timeout: 10_000 });
      source("shared.ts", "export const word = 'mended';");
      await vi.waitFor(() => expect(reports.at(-1)?.built).toEqual(["one"]), { timeout: 10_000 });
      expect(await load("one").handler()).toBe("mended");
    } finally {
      watching.stop();
    }
  });
});

test("The layers for deployment are there after a build", async () => {
  await buildBundles({ entries, root });
  const layers = join(root, ".build/layers");
  expect(
    existsSync(join(layers, "argon2/nodejs/node_modules/@node-rs/argon2/argon2.linux-arm64-gnu.node")),
  ).toBe(true);
  expect(existsSync(join(layers, "tracing/nodejs/node_modules/@aws-lambda-powertools/tracer/index.js"))).toBe(
    true,
  );
});
