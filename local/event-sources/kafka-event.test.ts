import { expect, test } from "vitest";
import { toMskEvent } from "./kafka-event.ts";

test("toMskEvent has the shape that Lambda sends, header bytes signed as Java has them", () => {
  const message = {
    key: Buffer.from("course-1"),
    value: Buffer.from("{}"),
    timestamp: "1545084650987",
    attributes: 0,
    offset: "15",
    headers: { "ce-type": "ë", twice: ["a", Buffer.from("b")] },
  };
  expect(toMskEvent(["127.0.0.1:9092"], "course.events", 2, [message])).toMatchObject({
    eventSource: "aws:kafka",
    bootstrapServers: "127.0.0.1:9092",
    records: {
      "course.events-2": [
        {
          topic: "course.events",
          partition: 2,
          offset: 15,
          timestamp: 1545084650987,
          timestampType: "CREATE_TIME",
          key: Buffer.from("course-1").toString("base64"),
          value: Buffer.from("{}").toString("base64"),
          headers: [{ "ce-type": [-61, -85] }, { twice: [97] }, { twice: [98] }],
        },
      ],
    },
  });
});
