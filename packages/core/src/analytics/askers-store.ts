import { aiAsked } from "@smartcourse/contracts/assistant/events";
import type { ReceivedEvent } from "@smartcourse/platform/consumer";
import type { Tx } from "@smartcourse/platform/postgres";
import { slotOf, spans } from "./slots.ts";

/** Notes who asked when, by the quarter of an hour: so askers can be told apart in any stretch of time. */
export async function noteAsker(tx: Tx, { type, data }: ReceivedEvent): Promise<void> {
  if (type !== aiAsked.type) return;
  const { course_id, user_id, asked_at } = aiAsked.payload.parse(data);
  await tx
    .insertInto("analytics_askers")
    .values({ course_id, user_id, slot: slotOf(asked_at, spans.quarter), questions: 1 })
    .onConflict((conflict) =>
      conflict.columns(["course_id", "slot", "user_id"]).doUpdateSet((eb) => ({
        questions: eb("analytics_askers.questions", "+", eb.ref("excluded.questions")),
      })),
    )
    .execute();
}
