export const outboxKinds = ["event", "task", "workflow"] as const;
export type OutboxKind = (typeof outboxKinds)[number];

/** A row on its way out. `message` is JSON, as it is sent. */
export interface OutboxRow {
  readonly id: number;
  readonly destination: string;
  readonly aggregate_key: string;
  readonly message_id: string;
  readonly message: string;
  readonly attempts: number;
  readonly delay_seconds: number;
}

/**
 * How the attempt at one row ended. `refused`: the receiver will not have this message, though it takes others.
 * `unreachable`: nobody took it, through no fault of its own.
 */
export type Outcome =
  | { readonly sent: true }
  | { readonly refused: string }
  | { readonly unreachable: string };

/** By row id. Rows that are not in it were not tried. */
export type Outcomes = Map<number, Outcome>;

/** Sends rows in their order, and tells of each. Throws only by mistake: then nothing counts as sent. */
export type Sender = (rows: readonly OutboxRow[]) => Promise<Outcomes>;

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Rows by destination, in their order. */
export function byDestination(rows: readonly OutboxRow[]): [string, OutboxRow[]][] {
  return [...Map.groupBy(rows, (row) => row.destination)];
}

/** Cuts rows into runs of at most `count` rows and `bytes` bytes of message. A larger row is a run of its own. */
export function inRuns(rows: readonly OutboxRow[], limit: { count: number; bytes: number }): OutboxRow[][] {
  const runs: OutboxRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(row.message);
    const run = runs.at(-1);
    if (run === undefined || run.length >= limit.count || bytes + size > limit.bytes) {
      runs.push([row]);
      bytes = size;
    } else {
      run.push(row);
      bytes += size;
    }
  }
  return runs;
}
