import { describe, expect, it } from "vitest";
import { Faults } from "./faults.ts";

describe("Faults", () => {
  it("lets all pass until told otherwise, and again after {}", () => {
    const faults = new Faults();
    expect(faults.meet("chat")).toBe("ok");
    faults.set({ chat: "hang" });
    expect([faults.meet("chat"), faults.meet("chat"), faults.meet("embeddings")]).toEqual([
      "hang",
      "hang",
      "ok",
    ]);
    faults.set({});
    expect(faults.meet("chat")).toBe("ok");
  });

  it("ends after so many requests that it hit", () => {
    const faults = new Faults({ embeddings: "fail", times: 2 });
    expect(faults.meet("chat")).toBe("ok");
    expect(["embeddings", "embeddings", "embeddings"].map(() => faults.meet("embeddings"))).toEqual([
      "fail",
      "fail",
      "ok",
    ]);
    expect(faults.state).toMatchObject({ embeddings: "ok", times: null });
  });

  it("fails as OpenAI does", () => {
    expect(new Faults({ chat: "fail", status: 429, retry_after: 2 }).error()).toMatchObject({
      status: 429,
      code: "rate_limit_exceeded",
      retryAfter: 2,
    });
    expect(new Faults({ chat: "fail" }).error()).toMatchObject({ status: 500, type: "server_error" });
  });

  it.each([{ chat: "explode" }, { status: 200 }, { times: 0 }, { retry_after: "soon" }])(
    "refuses %j",
    (wanted) => {
      expect(() => new Faults(wanted)).toThrow(Object.keys(wanted)[0] ?? "");
    },
  );
});
