import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSMessageAttribute, SQSRecord, SQSRecordAttributes } from "aws-lambda";
import { localAccount, localRegion } from "../lambda/environment.ts";

/** Messages as Lambda hands them to a function. */
export function toSqsEvent(queue: string, messages: readonly Message[]): SQSEvent {
  return { Records: messages.map((message) => toRecord(queue, message)) };
}

function toRecord(queue: string, message: Message): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: toSystemAttributes(message.Attributes),
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, toAttribute(value)])),
    md5OfBody: message.MD5OfBody ?? "",
    ...(message.MD5OfMessageAttributes !== undefined && {
      md5OfMessageAttributes: message.MD5OfMessageAttributes,
    }),
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${localRegion}:${localAccount}:${queue}`,
    awsRegion: localRegion,
  };
}

function toSystemAttributes(attributes: Message["Attributes"] = {}): SQSRecordAttributes {
  return {
    ...attributes,
    ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? "1",
    ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? "",
    SenderId: attributes.SenderId ?? "",
    SentTimestamp: attributes.SentTimestamp ?? "",
  };
}

function toAttribute(value: MessageAttributeValue): SQSMessageAttribute {
  return {
    ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
    ...(value.BinaryValue !== undefined && {
      binaryValue: Buffer.from(value.BinaryValue).toString("base64"),
    }),
    stringListValues: [],
    binaryListValues: [],
    dataType: value.DataType ?? "String",
  };
}

/**
 * The messages that a function's answer says it failed on. As Lambda reads it: nothing, an empty list or no list is
 * success; an identifier that is empty, no text or of no message in the batch is failure of the whole batch.
 */
export function failedMessages(payload: string, messageIds: readonly string[]): ReadonlySet<string> {
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const failures = answer?.batchItemFailures ?? [];
  const all = new Set(messageIds);
  if (!Array.isArray(failures)) return all;
  const failed = new Set<string>();
  for (const failure of failures as { itemIdentifier?: unknown }[]) {
    const id = failure?.itemIdentifier;
    if (typeof id !== "string" || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}
