import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";
import { type Fact, type Participant, stranger } from "./participant.ts";
import type { Standing } from "./standings.ts";

/** The row of a person in a course, made where there is none, and locked until the transaction ends. */
export async function lockParticipant(tx: Tx, { course_id, student_id, at }: Fact): Promise<Participant> {
  const { enrollment_id, version, status, next_module_id, last_activity_at } = stranger(at);
  return (
    tx
      .insertInto("analytics_participants")
      .values({ course_id, student_id, enrollment_id, version, status, next_module_id, last_activity_at })
      // Changes nothing, but answers with the row and locks it.
      .onConflict((conflict) =>
        conflict.columns(["course_id", "student_id"]).doUpdateSet({ course_id: sql`excluded.course_id` }),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
  );
}

export async function writeParticipant(
  tx: Tx,
  { course_id, student_id }: Fact,
  participant: Participant,
): Promise<void> {
  const { completed_modules, ...columns } = participant;
  await tx
    .updateTable("analytics_participants")
    .set({ ...columns, completed_modules: [...completed_modules] })
    .where("course_id", "=", course_id)
    .where("student_id", "=", student_id)
    .execute();
}

/** Adds to what stands in a course, in one statement, its rows in the order of their key. */
export async function addStandings(tx: Tx, course_id: number, changes: readonly Standing[]): Promise<void> {
  if (changes.length === 0) return;
  const key = ({ version, name, module_id }: Standing) => `${version} ${name} ${module_id}`;
  await tx
    .insertInto("analytics_standings")
    .values(
      changes.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map((change) => ({ course_id, ...change })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["course_id", "version", "name", "module_id"])
        .doUpdateSet((eb) => ({ value: eb("analytics_standings.value", "+", eb.ref("excluded.value")) })),
    )
    .execute();
}
