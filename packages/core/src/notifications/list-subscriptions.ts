import * as z from "zod";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import * as store from "./subscriptions-store.ts";

const Position = z.object({ id: Id });

/** A page of a person's subscriptions, newest first. @throws DomainError request.invalid for a cursor of another list */
export async function listSubscriptions(
  db: Db,
  userId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const beforeId = decodeCursor(cursor, Position)?.id;
  const rows = await store.listSubscriptions(db, userId, { limit, beforeId });
  return toPage(rows, limit, ({ id }) => ({ id }));
}
