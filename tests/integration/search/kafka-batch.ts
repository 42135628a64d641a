import type { MSKEvent } from "aws-lambda";
import { kafkaBatch as batchOf } from "@smartcourse/platform/replay/kafka-batch";

/** Events of courses in one batch, as Lambda's Kafka event source hands them over. */
export function kafkaBatch(...events: readonly object[]): MSKEvent {
  return batchOf(
    "course.events",
    events.map((event) => JSON.stringify(event)),
  );
}
