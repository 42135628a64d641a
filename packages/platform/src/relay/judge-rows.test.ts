import { describe, expect, it } from "vitest";
import { backOffSeconds, judgeRows, refusalsAllowed } from "./judge-rows.ts";
import { fairShare } from "./leases.ts";
import { type OutboxRow, inRuns } from "./outbox-row.ts";

function row(id: number, attempts = 0, message = "{}"): OutboxRow {
  return { id, destination: "d", aggregate_key: "k", message_id: "m", message, attempts, delay_seconds: 0 };
}

describe("judgeRows", () => {
  it("archives what was sent and leaves alone what was not tried", () => {
    const verdict = judgeRows([row(1), row(2)], new Map([[1, { sent: true }]]));
    expect(verdict).toEqual({ sent: [1], kept: [], pauseSeconds: 0 });
  });

  it("keeps a row pending while its receiver is unreachable, however often that was, and asks for a pause", () => {
    const { kept, pauseSeconds } = judgeRows([row(1, 1_000)], new Map([[1, { unreachable: "down" }]]));
    expect(kept).toEqual([{ id: 1, attempts: 1_001, status: "pending", wait_seconds: 15, error: "down" }]);
    expect(pauseSeconds).toBe(15);
  });

  it("sets a row aside at the last refusal, and asks for no pause: the receiver is there", () => {
    const outcomes = new Map([[1, { refused: "no" }]]);
    expect(judgeRows([row(1, refusalsAllowed - 2)], outcomes).kept[0]?.status).toBe("pending");
    const last = judgeRows([row(1, refusalsAllowed - 1)], outcomes);
    expect(last.kept[0]?.status).toBe("failed");
    expect(last.pauseSeconds).toBe(0);
  });
});

it("waits longer from one attempt to the next, up to 15 seconds", () => {
  expect([1, 2, 3, 4, 5, 60].map(backOffSeconds)).toEqual([1, 2, 4, 8, 15, 15]);
});

it("cuts rows into runs by count and by bytes, and lets a larger row go by itself", () => {
  const rows = [
    row(1, 0, "aaaa"),
    row(2, 0, "bb"),
    row(3, 0, "ccccccccc"),
    row(4, 0, "é"),
    row(5),
    row(6),
    row(7),
  ];
  const runs = inRuns(rows, { count: 3, bytes: 6 });
  expect(runs.map((run) => run.map(({ id }) => id))).toEqual([[1, 2], [3], [4, 5, 6], [7]]);
});

it("shares eight shards so that none is left over", () => {
  expect([0, 1, 2, 3, 8, 9].map(fairShare)).toEqual([8, 8, 4, 3, 1, 1]);
});
