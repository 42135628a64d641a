import { randomUUID } from "node:crypto";
import type { MSKEvent } from "aws-lambda";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { postgres } from "@smartcourse/platform/postgres";
import { expect } from "vitest";
import { handler } from "../../../functions/analytics/count-events.ts";
import { sqsEvent } from "../../support/sqs-event.ts";

/** An event as the outbox writes it. */
export function event(type: string, data: Record<string, unknown>, aggregateversion = 1): CloudEvent {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "/smartcourse/test",
    type,
    time: new Date().toISOString(),
    subject: "1",
    datacontenttype: "application/json",
    schemaversion: 1,
    aggregateversion,
    data,
  };
}

/** Hands records to the consumer in one batch of one partition, as Lambda's Kafka event source does. */
export async function consume(...records: readonly (CloudEvent | string)[]): Promise<void> {
  const batch: MSKEvent = {
    eventSource: "aws:kafka",
    eventSourceArn: "arn:aws:kafka:us-east-1:000000000000:cluster/test/1",
    bootstrapServers: "127.0.0.1:9092",
    records: {
      "enrollment.events-0": records.map((record, offset) => ({
        topic: "enrollment.events",
        partition: 0,
        offset,
        timestamp: Date.now(),
        timestampType: "CREATE_TIME",
        key: Buffer.from("1").toString("base64"),
        value: Buffer.from(typeof record === "string" ? record : JSON.stringify(record)).toString("base64"),
        headers: [],
      })),
    },
  };
  await handler(batch);
}

/** Hands a message of the consumer's retry queue to it, as Lambda's SQS event source does. */
export async function retry(body: object): Promise<void> {
  await handler(sqsEvent(JSON.stringify(body)));
}

/** The sums of a course, or of the platform (0), over all time; the same by quarters of an hour as by days. */
export async function totals(courseId: number): Promise<Record<string, number>> {
  const [byQuarters, byDays] = await Promise.all([sumsOf(courseId, 15), sumsOf(courseId, 1440)]);
  expect(byQuarters).toEqual(byDays);
  return byDays;
}

async function sumsOf(courseId: number, span: number): Promise<Record<string, number>> {
  const rows = await postgres()
    .selectFrom("analytics_counters")
    .select((eb) => ["name", eb.fn.sum<number>("value").as("total")])
    .where("course_id", "=", courseId)
    .where("span", "=", span)
    .groupBy("name")
    .execute();
  return Object.fromEntries(rows.map(({ name, total }) => [name, total]));
}

/** What the outbox holds or held for a destination, newest last. */
export async function sentTo(destination: string): Promise<Record<string, unknown>[]> {
  const read = (table: "outbox" | "outbox_archive") =>
    postgres().selectFrom(table).select(["id", "message"]).where("destination", "=", destination).execute();
  const rows = [...(await read("outbox_archive")), ...(await read("outbox"))];
  return rows.toSorted((a, b) => a.id - b.id).map(({ message }) => message as Record<string, unknown>);
}
