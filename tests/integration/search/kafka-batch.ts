import type { MSKEvent } from "aws-lambda";

/** Events of courses in one batch, as Lambda's Kafka event source hands them over. */
export function kafkaBatch(...events: readonly object[]): MSKEvent {
  const record = (value: object, offset: number) => ({
    topic: "course.events",
    partition: 0,
    offset,
    timestamp: 0,
    timestampType: "CREATE_TIME" as const,
    key: "",
    value: Buffer.from(JSON.stringify(value)).toString("base64"),
    headers: [],
  });
  return {
    eventSource: "aws:kafka",
    eventSourceArn: "",
    bootstrapServers: "",
    records: { "course.events-0": events.map(record) },
  };
}
