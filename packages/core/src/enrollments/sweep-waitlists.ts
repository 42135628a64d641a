import type { Db } from "@smartcourse/platform/postgres";
import { offerFreeSeats } from "./settle-line.ts";
import { listCoursesToSettle } from "./waitlist-store.ts";

const coursesAtOnce = 200;

/**
 * Passes on the seats that were offered and not taken in time, course by course, each in a transaction of its own, until no
 * line can move. Whoever takes a seat does the same for its course: a late sweep keeps nobody waiting who asks.
 * `stopAt`: when to leave the rest to the next sweep, by Date.now().
 */
export async function sweepWaitlists(db: Db, stopAt = Number.POSITIVE_INFINITY): Promise<number> {
  let swept = 0;
  for (;;) {
    const courses = await listCoursesToSettle(db, coursesAtOnce);
    for (const courseId of courses) {
      if (Date.now() >= stopAt) return swept;
      await db.transaction().execute((tx) => offerFreeSeats(tx, courseId));
      swept += 1;
    }
    if (courses.length === 0) return swept;
  }
}
