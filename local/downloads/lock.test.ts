import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "./lock.ts";

const name = () => `test ${process.pid} ${Math.random()}`;

test("work under one name runs one at a time", async () => {
  const lock = name();
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => withLock(lock, work)));
  expect(most).toBe(1);
});

test("work that throws gives the lock back", async () => {
  const lock = name();
  await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(withLock(lock, () => Promise.resolve("next"))).resolves.toBe("next");
});

test("the lock of a process that was killed is free, and whoever waited for it is told that it waits", async () => {
  const lock = name();
  const module = JSON.stringify(join(import.meta.dirname, "lock.ts"));
  const hold = `import(${module}).then(({ withLock }) => withLock(${JSON.stringify(lock)}, () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1000)); }))`;
  const holder = spawn(process.execPath, ["-e", hold], { stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  let waited = false;
  const next = withLock(
    lock,
    () => Promise.resolve("mine"),
    () => {
      waited = true;
      holder.kill("SIGKILL");
    },
  );
  await expect(next).resolves.toBe("mine");
  expect(waited).toBe(true);
});
