import type { Tx } from "@smartcourse/platform/postgres";
import type { Line } from "./enrollments.ts";
import { lockSeats, takeHeldSeat, takeSeat } from "./seats-store.ts";
import { announceLeft, offerFreeSeats } from "./settle-line.ts";
import { endEntry } from "./waitlist-store.ts";

/**
 * Takes the seat that a student is to have: the one that is held for her, or a free one. Answers with the version that is
 * published at that moment, or `undefined` where somebody was quicker. Who stands in no line and meets no offer that is
 * over needs one statement.
 */
export async function takeSeatOf(
  tx: Tx,
  courseId: number,
  { own, lapsed }: Line,
): Promise<number | undefined> {
  if (own?.status === "offered") return acceptOffer(tx, courseId, own.id);
  if (lapsed > 0) await offerFreeSeats(tx, courseId);
  return takeSeat(tx, courseId);
}

async function acceptOffer(tx: Tx, courseId: number, entryId: number): Promise<number | undefined> {
  await lockSeats(tx, courseId);
  const accepted = await endEntry(tx, entryId, "enrolled");
  if (accepted === undefined) return undefined;
  await announceLeft(tx, accepted, "enrolled");
  return takeHeldSeat(tx, courseId);
}
