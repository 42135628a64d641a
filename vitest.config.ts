import { defineConfig } from "vitest/config";

/**
 * unit: pure, no service. tables: over the contract tables, no service. bundles: sizes and imports of the deployed files.
 * synth: the CDK templates. integration, journeys, faults: on the real services that `npm test` starts.
 */
const project = (name: string, include: string[], more: object = {}) => ({
  test: { name, include, exclude: ["**/node_modules/**", "**/.build/**"], ...more },
});
/** What needs no service runs in threads that are kept: starting one for each file takes longer than its tests. */
const onNothing = {
  setupFiles: ["tests/setup/without-platform.ts", "tests/setup/properties.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  pool: "threads",
  isolate: false,
};

/** Each file has databases, queues and topics of its own on the one platform. */
const onServices = {
  globalSetup: ["tests/setup/require-platform.ts"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // Twice the cores of a small machine: the tests on services mostly wait.
    maxWorkers: 4,
    projects: [
      project("faults", ["tests/faults/**/*.test.ts"], onServices),
      project("integration", ["tests/integration/**/*.test.ts"], onServices),
      project("journeys", ["tests/journeys/**/*.test.ts"], onServices),
      project("unit", ["{packages,functions,temporal-worker,local,scripts}/**/*.test.ts"], onNothing),
      project("tables", ["tests/tables/**/*.test.ts"], onNothing),
      project("bundles", ["tests/bundles/**/*.test.ts"], { testTimeout: 300_000, hookTimeout: 300_000 }),
      project("synth", ["tests/synth/**/*.test.ts"], {
        globalSetup: ["tests/synth/setup.ts"],
        testTimeout: 600_000,
        hookTimeout: 600_000,
      }),
    ],
    coverage: {
      provider: "v8",
      reporter: ["text-summary", "html", "json-summary"],
      reportsDirectory: "coverage",
      include: ["packages/*/src/**/*.ts", "functions/**/*.ts", "temporal-worker/**/*.ts"],
      exclude: ["**/*.test.ts", "**/migrations/**"],
      thresholds: { lines: 80 },
    },
  },
});
