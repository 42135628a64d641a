import { studentWaitlisted } from "@smartcourse/contracts/enrollments/events";
import type { WaitlistEntry } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { findOwnId } from "./enrollment-store.ts";
import { assertOpen } from "./enrollments.ts";
import { alreadyEnrolled, courseNotFound } from "./refusals.ts";
import { type Seats, countLine, lockSeats } from "./seats-store.ts";
import { settleLine } from "./settle-line.ts";
import { toEntry } from "./waitlist.ts";
import * as store from "./waitlist-store.ts";

interface Waiting {
  readonly course_id: number;
  readonly student_id: number;
}

/**
 * Puts a student at the end of a full course's line, and answers with her place; with the one she has, where she has one. A
 * seat that was freed meanwhile is held for whoever is first, which may be she.
 * @throws DomainError course.not_found, enrollment.exists, enrollment.not_open, enrollment.closed
 */
export async function joinWaitlist(tx: Tx, waiting: Waiting): Promise<WaitlistEntry> {
  const seats = await lockSeats(tx, waiting.course_id);
  if (seats?.status !== "published") throw courseNotFound();
  const settled = await settleLine(tx, seats);
  const open = await store.findOpenEntry(tx, waiting.course_id, waiting.student_id);
  const id = open?.id ?? (await join(tx, settled, waiting));
  return toEntry(await store.readEntryView(tx, id));
}

async function join(tx: Tx, seats: Seats, waiting: Waiting): Promise<number> {
  assertOpen(seats);
  const entry = await store.insertEntry(tx, waiting);
  if (entry === undefined) throw alreadyEnrolled(await findOwnId(tx, waiting.course_id, waiting.student_id));
  const counted = await countLine(tx, seats, { held: 0, waiting: 1 });
  const { id, joined_at, revision } = entry;
  const place = { position: counted.waiting_count, waitlisted_at: joined_at };
  await emit(tx, studentWaitlisted, { waitlist_entry_id: id, ...waiting, ...place }, revision);
  await settleLine(tx, counted);
  return id;
}
