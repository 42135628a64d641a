import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { settings } from "@smartcourse/platform/env";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { envFile, environmentOf } from "./environment.ts";
import { freePorts } from "./ports.ts";

let dataDir = "";
const ports = await freePorts();

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "environment-test-"));
  vi.stubEnv("OPENAI_API_KEY", "");
  vi.stubEnv("OPENAI_BASE_URL", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true });
});

test("every setting of the product has a value, but for those that Lambda sets", () => {
  const environment = environmentOf(ports, { dataDir, throwAway: false });
  const named = Object.entries(settings).filter(([, setting]) => !("runtime" in setting));
  expect(named.map(([name]) => name).filter((name) => !(name in environment))).toEqual([]);
});

test("the prefix and a queue's name make the queue's URL", () => {
  const { SQS_QUEUE_URL_PREFIX } = environmentOf(ports, { dataDir, throwAway: false });
  expect(`${SQS_QUEUE_URL_PREFIX}mail`).toBe(
    `http://127.0.0.1:${ports.localstack.main}/000000000000/smartcourse-local-mail`,
  );
});

test("a key of one's own leads to its provider, but never from a test", () => {
  vi.stubEnv("OPENAI_API_KEY", "sk-mine");
  const own = environmentOf(ports, { dataDir, throwAway: false });
  expect(own).toMatchObject({ OPENAI_API_KEY: "sk-mine", OPENAI_BASE_URL: "" });
  const testing = environmentOf(ports, { dataDir, throwAway: true });
  expect(testing).toMatchObject({
    OPENAI_API_KEY: "local-stand-in",
    OPENAI_BASE_URL: `http://127.0.0.1:${ports.model.main}/v1`,
  });
});

test.each(["JWT", "CERTIFICATE"])(
  "the key of %s is made once for a folder, signs, and shows only its public part",
  (purpose) => {
    const settings = () => environmentOf(ports, { dataDir, throwAway: false });
    const secret = String(settings()[`${purpose}_PRIVATE_KEY`]);
    expect(settings()[`${purpose}_PRIVATE_KEY`]).toBe(secret);
    const [publicKey] = JSON.parse(String(settings()[`${purpose}_PUBLIC_KEYS`])).keys;
    for (const part of ["d", "p", "q", "dp", "dq", "qi"]) expect(publicKey).not.toHaveProperty(part);
    const privateKey = createPrivateKey({ key: JSON.parse(secret), format: "jwk" });
    const signature = sign("sha256", Buffer.from("claims"), privateKey);
    expect(
      verify("sha256", Buffer.from("claims"), createPublicKey({ key: publicKey, format: "jwk" }), signature),
    ).toBe(true);
  },
);

test("Node and a shell read the file alike", () => {
  const environment = {
    ...environmentOf(ports, { dataDir, throwAway: false }),
    EMPTY: "",
    SPACED: "a b & c",
  };
  const file = join(dataDir, ".env");
  writeFileSync(file, envFile(environment));
  expect(parseEnv(envFile(environment))).toEqual(environment);
  const names = Object.keys(environment);
  const print = `set -a; . ${file}; ${names.map((name) => `printf '%s\\n' "$${name}"`).join("; ")}`;
  const read = execFileSync("sh", ["-c", print], { encoding: "utf8" }).split("\n").slice(0, -1);
  expect(read).toEqual(Object.values(environment));
});
