import type { Tx } from "@smartcourse/platform/postgres";
import { countLine, lockSeats } from "./seats-store.ts";
import { announceLeft, settleLine } from "./settle-line.ts";
import { entryNotFound, waitEnded } from "./waitlist.ts";
import * as store from "./waitlist-store.ts";

/**
 * Takes a student out of a line; a seat that was held for her passes to the next. Leaving again changes nothing.
 * @throws DomainError waitlist.not_found, waitlist.ended where the wait has ended otherwise
 */
export async function leaveWaitlist(tx: Tx, own: { id: number; student_id: number }): Promise<void> {
  const entry = await store.findOwnEntryView(tx, own.id, own.student_id);
  if (entry === undefined) throw entryNotFound(own.id);
  const seats = await lockSeats(tx, entry.course_id);
  if (seats === undefined) throw entryNotFound(own.id);
  const left = await store.endEntry(tx, own.id, "left");
  if (left === undefined) return refuseEnded(tx, own.id);
  const change = left.was_offered ? { held: -1, waiting: 0 } : { held: 0, waiting: -1 };
  const counted = await countLine(tx, seats, change);
  await announceLeft(tx, left, "left");
  await settleLine(tx, counted);
}

async function refuseEnded(tx: Tx, id: number): Promise<void> {
  const { status, course_id } = await store.readEntryView(tx, id);
  if (status !== "left") throw waitEnded(status, course_id);
}
