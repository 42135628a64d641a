import type { OutboxRow, Outcomes } from "./outbox-row.ts";

/** Attempts after which a row that its receiver refuses is set aside. */
export const refusalsAllowed = 5;

/** Seconds until the next attempt after `attempts` of them. */
export function backOffSeconds(attempts: number): number {
  return Math.min(15, 2 ** Math.min(attempts - 1, 4));
}

/** A row that did not go out, as it is to be stored. */
export interface KeptRow {
  readonly id: number;
  readonly attempts: number;
  readonly status: "pending" | "failed";
  readonly wait_seconds: number;
  readonly error: string;
}

export interface Verdict {
  readonly sent: readonly number[];
  readonly kept: readonly KeptRow[];
  /** Seconds to leave the receiver alone; 0 where it answered. */
  readonly pauseSeconds: number;
}

/**
 * What becomes of rows after an attempt. One whose receiver is unreachable waits, for as long as that takes; one that
 * is refused too often is set aside as failed, for a person to look at. Rows without an outcome stay as they are.
 */
export function judgeRows(rows: readonly OutboxRow[], outcomes: Outcomes): Verdict {
  const sent: number[] = [];
  const kept: KeptRow[] = [];
  let pauseSeconds = 0;
  for (const { id, attempts: before } of rows) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) continue;
    if ("sent" in outcome) {
      sent.push(id);
      continue;
    }
    const attempts = before + 1;
    const wait = backOffSeconds(attempts);
    const refused = "refused" in outcome;
    if (!refused) pauseSeconds = Math.max(pauseSeconds, wait);
    kept.push({
      id,
      attempts,
      status: refused && attempts >= refusalsAllowed ? "failed" : "pending",
      wait_seconds: wait,
      error: (refused ? outcome.refused : outcome.unreachable).slice(0, 1_000),
    });
  }
  return { sent, kept, pauseSeconds };
}
