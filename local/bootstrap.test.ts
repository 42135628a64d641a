import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const bootstrap = join(import.meta.dirname, "bootstrap.mjs");

test("everything that is missing is named, one line each, with what to do; nothing is begun", () => {
  const empty = mkdtempSync(join(tmpdir(), "bootstrap-test-"));
  try {
    const { status, stderr, stdout } = spawnSync(process.execPath, [bootstrap, "start"], {
      env: { PATH: empty, HOME: empty },
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stdout).toBe("");
    const lines = stderr.trim().split("\n");
    for (const missing of ["Python 3.11", "Java 17", "Maven"]) {
      const line = lines.filter((candidate) => candidate.includes(missing));
      expect(line).toHaveLength(1);
      expect(line[0]).toMatch(/^ {2}✗ .*: install it \(.*apt install .*\)\.$/);
    }
  } finally {
    rmSync(empty, { recursive: true });
  }
});
