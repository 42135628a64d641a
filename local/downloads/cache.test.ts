import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../platform/failure.ts";
import { cacheRoot, obtain, type Download } from "./cache.ts";
import type { Progress } from "./progress.ts";

const silent: Progress = { begin: () => () => {}, waiting: () => {}, note: () => {} };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cache-test-"));
  vi.stubEnv("XDG_CACHE_HOME", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function download(build: Download["build"], pins = "pins"): Download {
  return { name: "thing", version: "1.0", pins, megabytes: 1, build };
}

test("it is built once, by whoever comes first, and found by all", async () => {
  let builds = 0;
  const thing = download(async (into) => {
    builds += 1;
    writeFileSync(join(into, "file"), "content");
  });
  const [place = "", ...others] = await Promise.all([1, 2, 3].map(() => obtain(thing, silent)));
  expect(builds).toBe(1);
  expect(others).toEqual([place, place]);
  expect(readdirSync(place)).toEqual(["file"]);
});

test("other pins are another thing", async () => {
  const build = async () => {};
  expect(await obtain(download(build, "a"), silent)).not.toBe(await obtain(download(build, "b"), silent));
});

test("what failed half way leaves nothing, and is done again from its beginning", async () => {
  let fails = true;
  const thing = download(async (into) => {
    if (fails) {
      writeFileSync(join(into, "half"), "");
      throw new Error("the line went dead");
    }
  });
  await expect(obtain(thing, silent)).rejects.toThrow("the line went dead");
  expect(readdirSync(cacheRoot())).toEqual([]);
  fails = false;
  expect(readdirSync(await obtain(thing, silent))).toEqual([]);
});

test("what an earlier process left half done is not taken for done", async () => {
  const place = await obtain(
    download(async () => {}),
    silent,
  );
  rmSync(place, { recursive: true });
  writeFileSync(`${place}.partial`, "");
  expect(
    await obtain(
      download(async () => {}),
      silent,
    ),
  ).toBe(place);
});

test.each(["pip: OSError: [Errno 28] No space left on device", "ENOSPC: write"])(
  "a full disk is one line: %s",
  async (message) => {
    const thing = { ...download(() => Promise.reject(new Error(message))), megabytes: 3 };
    const failure = await obtain(thing, silent).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(String(failure)).toMatch(
      /^Failure: The disk is full: free at least 3 MB where .+, then run this again\.$/,
    );
  },
);

test("where too little is free nothing is begun", async () => {
  let begun = false;
  const thing = { ...download(async () => void (begun = true)), megabytes: 1e9 };
  await expect(obtain(thing, silent)).rejects.toThrow(/^The disk is full \(\d+ MB are left\)/);
  expect(begun).toBe(false);
});
