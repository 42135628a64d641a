import { expect, test } from "vitest";
import { type Patience, type Watch, tryAgain } from "./chat-attempts.ts";

const patience: Patience = { attempts: 3, attemptMs: 10_000, totalMs: 30_000, backoffMs: 2 };
const never = new AbortController().signal;
const status = (code: number) => Object.assign(new Error(`HTTP ${code}`), { status: code });

function failing(errors: readonly Error[]) {
  let calls = 0;
  const attempt = async (watch: Watch): Promise<string> => {
    const error = errors[calls];
    calls += 1;
    if (error !== undefined) throw error;
    watch.end();
    return "done";
  };
  return { attempt, calls: () => calls };
}

test.each([
  ["the network", new Error("ECONNRESET")],
  ["429", status(429)],
  ["503", status(503)],
])("a failure that passes (%s) is tried again", async (_, error) => {
  const { attempt, calls } = failing([error, error]);
  expect(await tryAgain(patience, never, attempt)).toBe("done");
  expect(calls()).toBe(3);
});

test.each([400, 401, 404, 422])("a refusal (%i) is final", async (code) => {
  const { attempt, calls } = failing([status(code)]);
  await expect(tryAgain(patience, never, attempt)).rejects.toThrow(`HTTP ${code}`);
  expect(calls()).toBe(1);
});

test("after the last attempt the last error is thrown", async () => {
  const { attempt, calls } = failing([status(500), status(500), status(502), status(500)]);
  await expect(tryAgain(patience, never, attempt)).rejects.toThrow("HTTP 502");
  expect(calls()).toBe(3);
});

test("an attempt without a sign of life is aborted and tried again", async () => {
  let calls = 0;
  const hanging = (watch: Watch): Promise<string> => {
    calls += 1;
    return new Promise((_, reject) =>
      watch.signal.addEventListener("abort", () => reject(new Error("aborted"))),
    );
  };
  await expect(tryAgain({ ...patience, attemptMs: 5 }, never, hanging)).rejects.toThrow(/silent for \d+ ms/);
  expect(calls).toBe(3);
});

test("no attempt begins that has no time left", async () => {
  const { attempt, calls } = failing([status(500)]);
  await expect(tryAgain({ ...patience, totalMs: 50, backoffMs: 1_000 }, never, attempt)).rejects.toThrow(
    "HTTP 500",
  );
  expect(calls()).toBe(1);
});

test("whoever asked can give up, and hears the reason", async () => {
  const asked = new AbortController();
  const attempt = (watch: Watch): Promise<string> =>
    new Promise((_, reject) => {
      watch.signal.addEventListener("abort", () => reject(new Error("aborted")));
      asked.abort(new Error("enough"));
    });
  await expect(tryAgain(patience, asked.signal, attempt)).rejects.toThrow("enough");
});
