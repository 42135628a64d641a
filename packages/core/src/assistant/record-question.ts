import { setTimeout as pause } from "node:timers/promises";
import { aiAsked } from "@smartcourse/contracts/assistant/events";
import type { Answer } from "@smartcourse/contracts/assistant/schemas";
import { emit } from "@smartcourse/platform/outbox";
import type { Db } from "@smartcourse/platform/postgres";
import { log, logFields } from "@smartcourse/platform/telemetry";
import type { Scope } from "./assistant-ports.ts";

/** A question that was answered, or found not to be covered. `duration_ms`: until the answer was whole. */
interface Asked {
  readonly scope: Scope;
  readonly user_id: number;
  readonly answer: Pick<Answer, "answered" | "confidence">;
  readonly duration_ms: number;
}

/** Nobody waits longer for his answer than this. */
const patienceMs = 500;

/** Says `ai.asked` in a transaction of its own. The answer stands, whatever becomes of this: a failure is logged. */
export async function recordQuestion(db: Db, asked: Asked): Promise<void> {
  const recorded = say(db, asked).catch((error: unknown) => {
    log().error("question.not_recorded", { ...logFields(), error: error as Error });
  });
  const enough = new AbortController();
  const late = pause(patienceMs, undefined, { signal: enough.signal }).catch(() => {});
  await Promise.race([recorded, late]);
  enough.abort();
}

/** Questions change nothing of their course: their order means nothing, so none has a version. */
async function say(db: Db, { scope, user_id, answer, duration_ms }: Asked): Promise<void> {
  const { answered, confidence } = answer;
  const asked = { ...scope, user_id, answered, confidence, duration_ms: Math.round(duration_ms) };
  await db
    .transaction()
    .execute((tx) => emit(tx, aiAsked, { ...asked, asked_at: new Date().toISOString() }, 0));
}
