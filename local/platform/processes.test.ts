import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Command } from "../services/service.ts";
import { identify, isAlive } from "./process-identity.ts";
import { end, launch, tail } from "./processes.ts";

let folder = "";
let log = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "processes-test-"));
  log = join(folder, "log");
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(text: string): Command {
  return { label: "script", file: "sh", args: ["-c", text] };
}

async function childOf(): Promise<number> {
  return vi.waitUntil(() => Number(readFileSync(log, "utf8").trim()) || undefined, { timeout: 20_000 });
}

test("it ends a process, and what that one started", async () => {
  const running = await launch(script("sleep 300 & echo $!; wait"), log, process.env);
  const child = identify(await childOf());
  expect(child && isAlive(child)).toBe(true);
  await end(running, "SIGTERM", 20);
  expect(isAlive(running.identity)).toBe(false);
  await vi.waitUntil(() => child && !isAlive(child), { timeout: 20_000 });
});

test("it kills a process that does not listen", async () => {
  const running = await launch(script("trap '' TERM; echo 1; while :; do sleep 1; done"), log, process.env);
  await childOf();
  await end(running, "SIGTERM", 0.2);
  await expect(running.ended).resolves.toBe("signal SIGKILL");
});

test("a program that is not there is refused", async () => {
  await expect(launch({ label: "x", file: "/no/such/program", args: [] }, log, process.env)).rejects.toThrow(
    "ENOENT",
  );
});

test("its output is in the log", async () => {
  const running = await launch(script("echo one; echo two >&2; exit 3"), log, process.env);
  await expect(running.ended).resolves.toBe("code 3");
  expect(tail(log)).toBe("one\ntwo");
});

test("a process that another one's id was given to is not the same", () => {
  const me = identify(process.pid);
  expect(me && isAlive(me)).toBe(true);
  expect(isAlive({ pid: process.pid, started: "another-boot:1" })).toBe(false);
});
