import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { breaches } from "../../scripts/check-imports.ts";

test("imports go one way", { timeout: 60_000 }, async () => {
  const { modules, lines } = await breaches();
  expect(modules).toBeGreaterThan(100);
  expect(lines).toEqual([]);
});

test.each([
  [
    "packages/contracts/src/a.ts",
    `import "../../platform/src/b.ts";`,
    "packages/platform/src/b.ts",
    "contracts-stand-alone",
  ],
  [
    "packages/core/src/courses/a.ts",
    `import "../auth/b.ts";`,
    "packages/core/src/auth/b.ts",
    "domains-meet-through-contracts",
  ],
  [
    "local/a.ts",
    `import "../functions/courses/b.ts";`,
    "functions/courses/b.ts",
    "functions-are-named-by-path",
  ],
  [
    "packages/core/src/a.ts",
    `import { z } from "zod";\nexport const b = z;`,
    "packages/core/src/b.ts",
    "import * as z",
  ],
])(
  "an import that goes the other way is found: %s",
  { timeout: 60_000 },
  async (file, text, target, rule) => {
    const root = mkdtempSync(join(tmpdir(), "imports-"));
    try {
      for (const [path, content] of [
        [file, text],
        [target, "export const b = 1;"],
      ] as const) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), `${content}\n`);
      }
      const { lines } = await breaches([file], root);
      expect(lines.join("\n")).toContain(rule);
    } finally {
      rmSync(root, { recursive: true });
    }
  },
);
