import { sql } from "kysely";
import { seatOffered, studentWaitlisted, waitlistLeft } from "@smartcourse/contracts/enrollments/events";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import type { Tx } from "@smartcourse/platform/postgres";

/** A place in line is waited in, offered a seat, and left: never back. */
const states = [
  { event: studentWaitlisted, state: "waiting" },
  { event: seatOffered, state: "offered" },
  { event: waitlistLeft, state: "left" },
] as const;

/** Notes how far a place in a waiting list has come. */
export async function noteWaiting(tx: Tx, { type, data }: ReceivedEvent): Promise<void> {
  const told = states.find(({ event }) => event.type === type);
  if (told === undefined) return;
  const { waitlist_entry_id, course_id, student_id } = told.event.payload.parse(data);
  const rank = (column: "analytics_waiting.state" | "excluded.state") =>
    sql<number>`array_position(array['waiting', 'offered', 'left'], ${sql.ref(column)}::text)`;
  await tx
    .insertInto("analytics_waiting")
    .values({ waitlist_entry_id, course_id, student_id, state: told.state })
    .onConflict((conflict) =>
      conflict
        .column("waitlist_entry_id")
        .doUpdateSet((eb) => ({ state: eb.ref("excluded.state") }))
        .where(rank("excluded.state"), ">", rank("analytics_waiting.state")),
    )
    .execute();
}
