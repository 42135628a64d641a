import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkJars, sha256 } from "./maven.ts";

let folder = "";
let jars = "";
let list = "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "jars-test-"));
  [jars, list] = [join(folder, "jars"), join(folder, "list")];
  mkdirSync(jars);
  writeFileSync(join(jars, "a.jar"), "a");
  writeFileSync(list, `${await sha256(join(jars, "a.jar"))}  a.jar\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the pinned jars pass", async () => {
  await expect(checkJars(jars, list)).resolves.toBeUndefined();
});

test("a jar with other bytes is refused", async () => {
  writeFileSync(join(jars, "a.jar"), "b");
  await expect(checkJars(jars, list)).rejects.toThrow(/^a\.jar from Maven is not the pinned one/);
});

test("a jar that is not on the list is refused", async () => {
  writeFileSync(join(jars, "b.jar"), "b");
  await expect(checkJars(jars, list)).rejects.toThrow(/^b\.jar .* pinned: not expected/);
});

test("a jar that is missing is named", async () => {
  rmSync(join(jars, "a.jar"));
  await expect(checkJars(jars, list)).rejects.toThrow(/^a\.jar .*sha256 missing/);
});
