import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

/** First key of the advisory locks of extracted texts. */
const chunkLocks = 0xc4c;

/**
 * Until the transaction ends, nobody else says of this text that a material has it, nor removes it for having none. So a
 * text that was found in its place stays there.
 */
export async function lockChunks(tx: Tx, chunksKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${chunkLocks}::integer, hashtext(${chunksKey}))`.execute(tx);
}
