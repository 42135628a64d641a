import { seatOffered, waitlistLeft } from "@smartcourse/contracts/enrollments/events";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { seatsToOffer } from "./enrollments.ts";
import { type Seats, countLine, giveSeatBack, lockSeats } from "./seats-store.ts";
import * as store from "./waitlist-store.ts";

/** What one transaction offers at most; the sweep goes on from there, and nobody overtakes meanwhile. */
const offersAtOnce = 500;

type Ended = NonNullable<Awaited<ReturnType<typeof store.endEntry>>>;

/**
 * Brings a course's line up to now: offers that are over are taken back, and the seats that are free held for those who are
 * first in line, while the course takes students. Says what happened, and answers with
 * the seats as they are then. `seats`: the course's, with its row locked.
 */
export async function settleLine(tx: Tx, seats: Seats): Promise<Seats> {
  if (seats.held_count === 0 && seats.waiting_count === 0) return seats;
  const lapsed = seats.held_count === 0 ? [] : await store.expireOffers(tx, seats.id);
  const free = seats.is_open ? Math.min(seatsToOffer(seats, lapsed.length), offersAtOnce) : 0;
  const offered = free === 0 ? [] : await store.offerToFirst(tx, seats.id, free, seats.waitlist_offer_hours);
  if (lapsed.length === 0 && offered.length === 0) return seats;
  const settled = await countLine(tx, seats, {
    held: offered.length - lapsed.length,
    waiting: -offered.length,
  });
  for (const entry of lapsed) await announceLeft(tx, entry, "expired");
  for (const { id, revision, student_id, course_id, offered_at, offer_expires_at } of offered) {
    const payload = {
      waitlist_entry_id: id,
      student_id,
      course_id,
      offered_at,
      expires_at: offer_expires_at,
    };
    await emit(tx, seatOffered, payload, revision);
  }
  return settled;
}

/** Says that somebody waits no more. */
export async function announceLeft(
  tx: Tx,
  { id, student_id, course_id, ended_at, revision }: Ended,
  outcome: "enrolled" | "left" | "expired",
): Promise<void> {
  const payload = { waitlist_entry_id: id, student_id, course_id, outcome, left_at: ended_at };
  await emit(tx, waitlistLeft, payload, revision);
}

/** Settles the line of a course after its capacity, window or status has changed. */
export async function offerFreeSeats(tx: Tx, courseId: number): Promise<void> {
  const seats = await lockSeats(tx, courseId);
  if (seats !== undefined) await settleLine(tx, seats);
}

/** Gives a seat back that somebody had: to the first in line, or to whoever comes. */
export async function freeSeat(tx: Tx, courseId: number): Promise<void> {
  const { hasLine } = await giveSeatBack(tx, courseId);
  if (hasLine) await offerFreeSeats(tx, courseId);
}
