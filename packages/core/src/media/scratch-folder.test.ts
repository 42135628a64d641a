import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { withScratchFolder } from "./scratch-folder.ts";

async function emptyTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "scratch-test-"));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return folder;
}

test("a folder goes with its work, however that ends", async () => {
  const place = await emptyTemporaryFolder();
  const failing = withScratchFolder(async (folder) => {
    await writeFile(join(folder, "sound"), "x");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await readdir(place)).toEqual([]);
});

test("what a killed process left goes, even where this one has its number; what is in use stays", async () => {
  const place = await emptyTemporaryFolder();
  const beyondAnyPid = 2 ** 30;
  const [dead, before] = [beyondAnyPid, process.pid].map((pid) => `smartcourse-video-${pid}-abandoned`);
  await Promise.all([dead, before, "somebody-else"].map((name) => mkdir(join(place, String(name)))));
  await withScratchFolder(async (outer) => {
    await withScratchFolder(async (inner) => {
      const names = [outer, inner].map((folder) => basename(folder));
      expect((await readdir(place)).toSorted()).toEqual([...names, "somebody-else"].toSorted());
      expect(existsSync(outer)).toBe(true);
    });
  });
  expect(await readdir(place)).toEqual(["somebody-else"]);
});
