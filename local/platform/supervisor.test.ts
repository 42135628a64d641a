import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Command } from "../services/service.ts";
import { clearFolder, markedWith } from "./orphans.ts";
import { freePorts } from "./ports.ts";
import { isAlive } from "./process-identity.ts";
import { readState, writeState } from "./run-folder.ts";
import { Supervisor } from "./supervisor.ts";

const ports = await freePorts();
const rule = { stopSignal: "SIGTERM", graceSeconds: 10, layer: "service" } as const;
let folder = "";
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "supervisor-test-"));
  supervisor = new Supervisor(folder, ports, { STAGE: "local" });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

function script(label: string, text: string): Command {
  return { label, file: "sh", args: ["-c", text] };
}

test("a process that ends by itself is told with its last words and the place of its log", async () => {
  await supervisor.run(script("mongo", "echo the last words; exit 4"), rule);
  await expect(supervisor.failed).rejects.toThrow(
    `mongo ended by itself (code 4); the platform stops. The last lines of ${join(folder, "logs", "mongo.log")}:\n    the last words`,
  );
});

test("a process that was told to end is no failure", async () => {
  let failed = false;
  supervisor.failed.catch(() => (failed = true));
  const running = await supervisor.run(script("kafka", "exec sleep 300"), rule);
  await supervisor.stop();
  await running.ended;
  expect(failed).toBe(false);
  expect(isAlive(running.identity)).toBe(false);
});

test("once tests run, a death is only told", async () => {
  const told: string[] = [];
  supervisor.markReady((line) => told.push(line));
  await supervisor.run(script("worker", "exit 1"), rule);
  await vi.waitUntil(() => told.length > 0, { timeout: 20_000 });
  expect(told).toEqual(["worker ended (code 1)."]);
});

test("the product stops before the services it uses", async () => {
  const order: string[] = [];
  const service = await supervisor.run(script("postgres", "exec sleep 300"), rule);
  const product = await supervisor.run(script("gateway", "exec sleep 300"), { ...rule, layer: "product" });
  void service.ended.then(() => order.push("service"));
  void product.ended.then(() => order.push("product"));
  await supervisor.stop();
  expect(order).toEqual(["product", "service"]);
});

test("while it stops nothing new starts", async () => {
  await supervisor.stop();
  await expect(supervisor.run(script("late", "sleep 300"), rule)).rejects.toThrow(
    "The platform is being stopped.",
  );
});

test("what runs is on record until it has stopped", async () => {
  const running = await supervisor.run(script("redis", "exec sleep 300"), rule);
  expect(readState(folder)).toMatchObject({
    owner: { pid: process.pid },
    ready: false,
    processes: [{ label: "redis", ...running.identity }],
    environment: { STAGE: "local" },
  });
  await supervisor.stop();
  expect(existsSync(join(folder, "state.json"))).toBe(false);
});

test("what a killed platform left is ended, by the record and by the mark; a living one's is left alone", async () => {
  supervisor.markReady(() => {});
  const parent = await supervisor.run(script("worker", "sleep 300 & exec sleep 300"), rule);
  await vi.waitUntil(() => markedWith(folder).length === 2, { timeout: 20_000 });
  expect(await clearFolder(folder, () => {})).toBe(false);
  expect(isAlive(parent.identity)).toBe(true);

  const state = readState(folder);
  if (state !== undefined)
    writeState(folder, { ...state, owner: { pid: process.pid, started: "an earlier boot" } });
  expect(await clearFolder(folder, () => {})).toBe(true);
  expect(isAlive(parent.identity)).toBe(false);
  expect(markedWith(folder)).toEqual([]);
});
