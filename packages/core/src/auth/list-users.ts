import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import type { Role } from "@smartcourse/contracts/define";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import * as store from "./users-store.ts";

const Position = z.object({ id: Id });

interface Query {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly role?: Role | undefined;
  readonly email?: string | undefined;
}

/** A page of accounts, newest first. */
export async function listUsers(db: Db, { limit, cursor, role, email }: Query) {
  const after = decodeCursor(cursor, Position);
  const rows = await store.listUsers(
    db,
    { limit, ...(after !== undefined && { beforeId: after.id }) },
    { ...(role !== undefined && { role }), ...(email !== undefined && { email }) },
  );
  return toPage(rows, limit, ({ id }) => ({ id }));
}
