import type { Db } from "@smartcourse/platform/postgres";
import { offerFreeSeats } from "./settle-line.ts";
import { listCoursesToSettle } from "./waitlist-store.ts";

const coursesAtOnce = 200;

/**
 * Passes on the seats that were offered and not taken in time, course by course, each in a transaction of its own, until no
 * line can move. Whoever takes a seat does the same for its course: a late sweep keeps nobody waiting who asks.
 * `stopAt`: when to leave the rest to the next sweep, by Date.now(). Throws at the end where a course failed: the others went on.
 */
export async function sweepWaitlists(db: Db, stopAt = Number.POSITIVE_INFINITY): Promise<number> {
  const failures = new Map<number, unknown>();
  let swept = 0;
  for (;;) {
    const courses = (await listCoursesToSettle(db, coursesAtOnce)).filter((id) => !failures.has(id));
    if (courses.length === 0 || Date.now() >= stopAt) break;
    for (const id of courses) {
      try {
        await db.transaction().execute((tx) => offerFreeSeats(tx, id));
        swept += 1;
      } catch (error) {
        failures.set(id, error);
      }
    }
  }
  if (failures.size === 0) return swept;
  throw new AggregateError(failures.values(), `The lines of courses ${[...failures.keys()].join(", ")} stay`);
}
