import { randomUUID } from "node:crypto";
import type { SQSEvent } from "aws-lambda";

/** A batch of one message, as Lambda's SQS event source hands it over; `attempt` counts from 1. */
export function sqsEvent(body: string, attempt = 1, receiptHandle = "receipt"): SQSEvent {
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle,
        body,
        attributes: {
          ApproximateReceiveCount: String(attempt),
          SentTimestamp: "0",
          SenderId: "test",
          ApproximateFirstReceiveTimestamp: "0",
        },
        messageAttributes: {},
        md5OfBody: "",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:test",
        awsRegion: "us-east-1",
      },
    ],
  };
}
