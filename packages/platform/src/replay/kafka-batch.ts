import type { MSKEvent } from "aws-lambda";

/** Messages as Lambda's Kafka event source hands them to a consumer. Their places in the topic are not known. */
export function kafkaBatch(topic: string, messages: readonly string[]): MSKEvent {
  return {
    eventSource: "aws:kafka",
    eventSourceArn: "",
    bootstrapServers: "",
    records: {
      [`${topic}-0`]: messages.map((message, offset) => ({
        topic,
        partition: 0,
        offset,
        timestamp: 0,
        timestampType: "CREATE_TIME" as const,
        key: "",
        value: Buffer.from(message).toString("base64"),
        headers: [],
      })),
    },
  };
}
