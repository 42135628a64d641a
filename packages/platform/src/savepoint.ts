import { sql } from "kysely";
import type { Tx } from "./postgres.ts";

/** Does work inside a transaction, and undoes it, its locks included, where it answers `undefined`. The transaction goes on. */
export async function undoneWhereUndefined<T>(
  tx: Tx,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  await sql`savepoint attempt`.execute(tx);
  const result = await work();
  if (result === undefined) await sql`rollback to savepoint attempt`.execute(tx);
  return result;
}
