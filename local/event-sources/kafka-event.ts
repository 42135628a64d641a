import type { KafkaMessage } from "kafkajs";
import type { MSKEvent, MSKRecord, MSKRecordHeader } from "aws-lambda";
import { localAccount, localRegion } from "../lambda/environment.ts";

/** Messages of one partition as Lambda hands them to a function. */
export function toMskEvent(
  brokers: readonly string[],
  topic: string,
  partition: number,
  messages: readonly KafkaMessage[],
): MSKEvent {
  return {
    eventSource: "aws:kafka",
    eventSourceArn: `arn:aws:kafka:${localRegion}:${localAccount}:cluster/local/00000000-0000-0000-0000-000000000000-1`,
    bootstrapServers: brokers.join(","),
    records: {
      [`${topic}-${partition}`]: messages.map((message) => toRecord(topic, partition, message)),
    },
  };
}

function toRecord(topic: string, partition: number, message: KafkaMessage): MSKRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    timestampType: "CREATE_TIME",
    key: message.key?.toString("base64") ?? "",
    value: message.value?.toString("base64") ?? "",
    headers: headersOf(message),
  };
}

/** One object for each header, its value as a list of Java's bytes: -128 to 127. */
function headersOf({ headers = {} }: KafkaMessage): MSKRecordHeader[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ [name]: [...Int8Array.from(Buffer.from(one ?? ""))] })),
  );
}
