import pg from "pg";
import { log } from "../telemetry.ts";

/** Advisory lock that every relay holds, shared, while it runs: counting its holders counts the relays. */
const presence = 0x5c0;
const reconnectMs = 1_000;

export interface OutboxListener {
  /** The relays that run now, this one included. */
  countRelays(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Calls `wake` whenever rows were added to the outbox. Needs a connection to Postgres itself: proxies drop LISTEN.
 * While that is lost rows are found by polling, and it is sought again every second.
 */
export function listenOutbox(connectionString: string, wake: () => void): OutboxListener {
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let connection: pg.Client | undefined;

  const lose = (client: pg.Client, error?: Error) => {
    if (connection !== client) return;
    connection = undefined;
    if (closed) return;
    log().warn("relay.listener_lost", { reason: error?.message ?? "the connection ended" });
    retry = setTimeout(connect, reconnectMs);
  };
  const connect = () => {
    const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 5_000 });
    connection = client;
    client.on("notification", wake);
    client.on("error", (error) => lose(client, error));
    client.on("end", () => lose(client));
    open(client).then(wake, async (error: Error) => {
      lose(client, error);
      await client.end();
    });
  };
  connect();

  return {
    async countRelays() {
      const found = await connection?.query<{ count: number }>(
        `select count(*)::integer as count from pg_locks
         where locktype = 'advisory' and objid = ${presence} and mode = 'ShareLock' and granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return Math.max(1, found?.rows[0]?.count ?? 1);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await connection?.end();
    },
  };
}

async function open(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query("listen outbox");
  await client.query(`select pg_advisory_lock_shared(${presence})`);
}
