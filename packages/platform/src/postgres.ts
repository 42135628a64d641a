import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import { env, envNumber } from "./env.ts";
import { isoTime } from "./iso-time.ts";

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

const int8 = 20;
const numeric = 1700;
const timestamptz = 1184;
const date = 1082;

/** Rows leave as the wire has them: numbers for int8 and numeric (all of ours fit a double), ISO 8601 for times and dates. */
const parsers = new Map<number, (value: string) => unknown>([
  [int8, Number],
  [numeric, Number],
  [timestamptz, isoTime],
  [date, String],
]);

/** The driver's own table with ours over it. */
function typeParsers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  for (const [oid, parser] of parsers) types.setTypeParser(oid, parser);
  return types;
}

let database: Db | undefined;

/** The database. Connects on first use; a Lambda keeps one connection while it is warm. */
export function postgres(): Db {
  database ??= openPostgres(env("DATABASE_URL"), envNumber("DATABASE_POOL_SIZE"));
  return database;
}

/** A pool of its own: for the worker, migrations and tests. `close` it with `destroy()`. */
export function openPostgres(connectionString: string, size: number): Db {
  const pool = new pg.Pool({
    connectionString,
    max: size,
    types: typeParsers(),
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at its next use: nobody waits for it now.
  pool.on("error", (error) => process.stderr.write(`postgres: idle connection lost: ${error.message}\n`));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
