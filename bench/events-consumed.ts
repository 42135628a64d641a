import { randomUUID } from "node:crypto";
import { progressUpdated } from "@smartcourse/contracts/enrollments/events";
import { receive } from "@smartcourse/platform/inbox";
import { postgres } from "@smartcourse/platform/postgres";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";

const batch = 100;
/** Partitions that are worked on at one time. */
export const atOnce = 4;
const at = "2026-03-01T12:00:00.000Z";

/** Events a second that the analytics consumer works on, and those of an inbox row in a transaction of its own, which is the least. */
export async function consumeBatches(count: number): Promise<{ analytics: number; floor: number }> {
  const { handler } = await import("../functions/analytics/count-events.ts");
  const analytics = await rate(messages(count), async (some) => {
    await handler(kafkaBatch(progressUpdated.topic, some));
  });
  const floor = await rate(messages(count), async (some) => {
    for (let n = 0; n < some.length; n += 1) {
      await postgres()
        .transaction()
        .execute((tx) => receive(tx, "bench", randomUUID()));
    }
  });
  return { analytics, floor };
}

async function rate(
  all: readonly string[],
  work: (some: readonly string[]) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  const share = Math.ceil(all.length / atOnce);
  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    for (let from = lane * share; from < (lane + 1) * share; from += batch)
      await work(all.slice(from, Math.min(from + batch, (lane + 1) * share)));
  });
  await Promise.all(lanes);
  return all.length / ((performance.now() - started) / 1_000);
}

function messages(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const enrollment_id = 1 + (n % 500);
    const data = {
      enrollment_id,
      student_id: enrollment_id,
      course_id: 1 + (enrollment_id % 20),
      version: 1,
      attempt: 1,
      module_id: 1,
      completion_percentage: 40,
      completed_modules: [1],
      next_module_id: 2,
      updated_at: at,
    };
    return JSON.stringify({
      specversion: "1.0",
      id: randomUUID(),
      source: "/smartcourse/enrollment",
      type: progressUpdated.type,
      time: at,
      subject: String(enrollment_id),
      datacontenttype: "application/json",
      schemaversion: progressUpdated.version,
      aggregateversion: n + 1,
      data,
    });
  });
}
