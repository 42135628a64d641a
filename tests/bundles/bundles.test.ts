import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type FunctionEntry, functions } from "@smartcourse/contracts/functions";
import { type EnvName, settings } from "@smartcourse/platform/env";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuildReport, buildBundles } from "../../local/bundles/build.ts";
import { type BundleMeta, readMeta } from "../../local/bundles/freshness.ts";
import { layerPackage, nativeModules } from "../../local/bundles/layers.ts";
import { buildPaths } from "../../local/bundles/paths.ts";
import { settingsOf } from "../../stacks/environment.ts";
import { budgetOf } from "./budgets.ts";
import { cheapest, emptyBundle, loadFresh, loadOnce } from "./cold-start.ts";
import { strangersIn } from "./packages.ts";

const paths = buildPaths();
const scratch = mkdtempSync(join(tmpdir(), "smartcourse-bundles-"));
const table: Record<string, Record<string, number>> = {};
let report: BuildReport;

beforeAll(async () => {
  report = await buildBundles();
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  console.table(table);
});

function bundleOf({ name }: FunctionEntry): string {
  return join(paths.functions, `${name}.cjs`);
}

function metaOf({ name }: FunctionEntry): BundleMeta {
  const meta = readMeta(paths, name);
  if (meta === undefined) throw new Error(`${name} was not built`);
  return meta;
}

function gzippedKb(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).byteLength / 1024;
}

function isRequired(setting: string): boolean {
  return setting in settings && !("default" in settings[setting as EnvName]);
}

function note(name: string, figures: Record<string, number>): void {
  table[name] = { ...table[name], ...figures };
}

test("Every function of the table can be bundled", () => {
  expect({ missing: report.missing, failed: report.failed }).toEqual({ missing: [], failed: [] });
});

// A function without a source fails above, once.
const present = functions.filter(({ path }) => existsSync(join(paths.root, `${path}.ts`)));

describe.each(present.map((entry) => [entry.name, entry] as const))("%s", (name, entry) => {
  test("keeps within its budget", () => {
    const [kb, budget] = [gzippedKb(bundleOf(entry)), budgetOf(entry)];
    note(name, { "KB gzip": Math.round(kb * 10) / 10, budget });
    expect(kb).toBeLessThanOrEqual(budget);
  });

  test("has nothing in it of what it does not use", () => {
    expect(strangersIn(entry, metaOf(entry))).toEqual([]);
  });

  test("is given every setting that it reads and that has no default", () => {
    const given = new Set<string>(settingsOf(entry));
    // The edge that checks tokens is in every endpoint; on a public route nobody calls it.
    if (entry.kind === "http" && entry.route.access === "public") given.add("JWT_PUBLIC_KEYS");
    const code = readFileSync(bundleOf(entry), "utf8");
    const read = [...code.matchAll(/\("([A-Z][A-Z0-9_]+)"\)/g)].map(([, setting]) => setting ?? "");
    expect(read.filter((setting) => isRequired(setting) && !given.has(setting))).toEqual([]);
  });

  test("loads in a fresh process with no environment, opening nothing, and exports its handler", async () => {
    const { handler, cpuMs } = await loadOnce(bundleOf(entry));
    note(name, { "CPU ms over empty": Math.round(cpuMs - (await emptyCost())) });
    expect(handler).toBe("function");
  });
});

let measuredEmpty: Promise<number> | undefined;

function emptyCost(): Promise<number> {
  measuredEmpty ??= cheapest(emptyBundle(scratch), 3).then(({ cpuMs }) => cpuMs);
  return measuredEmpty;
}

describe("the layers", () => {
  const tracing = join(layerPackage(paths, "tracing"), "index.js");

  test("the X-Ray SDK and the tracer over it take at most 40 KB", () => {
    const kb = gzippedKb(tracing);
    note("layer: tracing", { "KB gzip": Math.round(kb * 10) / 10, budget: 40 });
    expect(kb).toBeLessThanOrEqual(40);
  });

  test("the tracer loads from its layer", async () => {
    await expect(loadFresh(tracing)).resolves.toMatchObject({ handler: "undefined" });
  });

  test("every native module that is deployed is a 64-bit ELF for arm64", () => {
    const modules = nativeModules(paths);
    expect(modules.length).toBeGreaterThan(0);
    for (const path of modules) {
      const header = readFileSync(path).subarray(0, 20);
      expect([path, header.subarray(0, 4).toString("latin1"), header[4], header.readUInt16LE(18)]).toEqual([
        path,
        "\u007fELF",
        2,
        183,
      ]);
    }
  });

  test("no bundle brings a native module of its own", () => {
    const files = readdirSync(paths.functions, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith(".node"))).toEqual([]);
  });
});
