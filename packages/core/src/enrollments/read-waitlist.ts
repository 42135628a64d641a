import * as z from "zod";
import type { WaitlistEntry, WaitlistStatus } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { entryNotFound, toEntry } from "./waitlist.ts";
import { findOwnEntryView, listEntryViews } from "./waitlist-store.ts";

const Position = z.object({ id: Id });

interface Query {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: WaitlistStatus | undefined;
}

/** A page of a student's places in waiting lists, newest first. @throws DomainError request.invalid for a cursor of another list */
export async function listWaitlist(db: Db, studentId: number, { limit, cursor, status }: Query) {
  const beforeId = decodeCursor(cursor, Position)?.id;
  const rows = await listEntryViews(db, { studentId, status, beforeId }, limit);
  return toPage(rows.map(toEntry), limit, ({ id }) => ({ id }));
}

/** A student's own place. @throws DomainError waitlist.not_found */
export async function getWaitlistEntry(
  db: Db,
  own: { id: number; student_id: number },
): Promise<WaitlistEntry> {
  const entry = await findOwnEntryView(db, own.id, own.student_id);
  if (entry === undefined) throw entryNotFound(own.id);
  return toEntry(entry);
}
