import { describe, expect, test } from "vitest";
import { failedMessages, toSqsEvent } from "./sqs-event.ts";

test("toSqsEvent has the shape that Lambda sends", () => {
  const message = {
    MessageId: "m1",
    ReceiptHandle: "r1",
    Body: '{"a":1}',
    MD5OfBody: "abc",
    MD5OfMessageAttributes: "def",
    Attributes: {
      ApproximateReceiveCount: "2",
      SentTimestamp: "1",
      SenderId: "me",
      ApproximateFirstReceiveTimestamp: "3",
    },
    MessageAttributes: {
      text: { DataType: "String", StringValue: "x" },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    },
  };
  expect(toSqsEvent("extract-material", [message])).toEqual({
    Records: [
      {
        messageId: "m1",
        receiptHandle: "r1",
        body: '{"a":1}',
        attributes: message.Attributes,
        messageAttributes: {
          text: { stringValue: "x", stringListValues: [], binaryListValues: [], dataType: "String" },
          bytes: { binaryValue: "AQI=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
        },
        md5OfBody: "abc",
        md5OfMessageAttributes: "def",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:extract-material",
        awsRegion: "us-east-1",
      },
    ],
  });
});

describe("failedMessages", () => {
  const ids = ["a", "b", "c"];

  test.each([
    ["null", []],
    ["{}", []],
    ['{"batchItemFailures":[]}', []],
    ['{"batchItemFailures":null}', []],
    ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', ["b"]],
    ['{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]}', ["b"]],
  ])("of %s are %j", (payload, expected) => {
    expect([...failedMessages(payload, ids)]).toEqual(expected);
  });

  test.each([
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"itemIdentifier":"stranger"}]}',
    '{"batchItemFailures":[{"id":"b"}]}',
    '{"batchItemFailures":[null]}',
    '{"batchItemFailures":"b"}',
  ])("of %s, which Lambda cannot read, are all", (payload) => {
    expect([...failedMessages(payload, ids)]).toEqual(ids);
  });
});
