import { expect, it } from "vitest";
import { arrivedObjects } from "./s3-notification.ts";

it("reads the key, which comes encoded as in a form", () => {
  const object = { key: "uploads/7/42/Bees+and+caf%C3%A9.pdf", size: 5 };
  expect(arrivedObjects(JSON.stringify({ Records: [{ s3: { object } }] }))).toEqual([
    { key: "uploads/7/42/Bees and café.pdf", size_bytes: 5 },
  ]);
});

it("finds nothing in S3's test message", () => {
  expect(arrivedObjects('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}')).toEqual([]);
});

it("throws on what is not S3's, so that it ends with the dead letters", () => {
  expect(() => arrivedObjects("hello")).toThrow(SyntaxError);
  expect(() => arrivedObjects('{"Records":[{}]}')).toThrow("s3");
});
