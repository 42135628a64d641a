import type { Db } from "../postgres.ts";
import { log, measure } from "../telemetry.ts";
import { claimRows } from "./claim-rows.ts";
import { type Verdict, judgeRows } from "./judge-rows.ts";
import type { OutboxKind, Sender } from "./outbox-row.ts";
import { settleRows } from "./settle-rows.ts";

interface PumpOptions {
  readonly db: Db;
  readonly shard: number;
  readonly kind: OutboxKind;
  readonly holder: string;
  readonly limit: number;
  readonly send: Sender;
}

/** Sends what is due of one shard and kind, one batch at a time: that, and the shard's lease, keep an aggregate's order. */
export interface Pump {
  /** Says that there may be rows. Does nothing while the receiver is left alone. */
  wake(): void;
  /** Resolves when the batch under way, if there is one, is settled; none follows. */
  stop(): Promise<void>;
}

/** Seconds to wait after the database itself failed. */
const databasePause = 1;

export function startPump(options: PumpOptions): Pump {
  const state = { stopped: false, again: false, resumeAt: 0 };
  let running: Promise<void> | undefined;

  const drain = async () => {
    while (state.again && !state.stopped && performance.now() >= state.resumeAt) {
      state.again = false;
      const { count, pauseSeconds } = await pumpOnce(options);
      state.again ||= count === options.limit;
      if (pauseSeconds > 0) state.resumeAt = performance.now() + pauseSeconds * 1_000;
    }
  };

  return {
    wake() {
      state.again = true;
      running ??= drain().finally(() => {
        running = undefined;
      });
    },
    async stop() {
      state.stopped = true;
      await running;
    },
  };
}

async function pumpOnce(options: PumpOptions): Promise<{ count: number; pauseSeconds: number }> {
  try {
    return await options.db.transaction().execute(async (tx) => {
      const rows = await claimRows(tx, options);
      if (rows.length === 0) return { count: 0, pauseSeconds: 0 };
      const verdict = judgeRows(rows, await options.send(rows));
      await settleRows(tx, verdict);
      report(options, verdict);
      return { count: rows.length, pauseSeconds: verdict.pauseSeconds };
    });
  } catch (error) {
    log().error("relay.batch_failed", { shard: options.shard, kind: options.kind, error: error as Error });
    return { count: 0, pauseSeconds: databasePause };
  }
}

function report({ shard, kind }: PumpOptions, { sent, kept, pauseSeconds }: Verdict): void {
  measure({ kind }, [["outbox_sent_total", "Count", sent.length]]);
  const first = kept[0];
  if (first === undefined) {
    log().debug("relay.sent", { shard, kind, count: sent.length });
    return;
  }
  const failed = kept.filter(({ status }) => status === "failed").map(({ id }) => id);
  const fields = { shard, kind, sent: sent.length, kept: kept.length, reason: first.error };
  if (failed.length > 0) log().error("relay.rows_failed", { ...fields, rows: failed });
  else log().warn(pauseSeconds > 0 ? "relay.unreachable" : "relay.refused", fields);
}
