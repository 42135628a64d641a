import { expect, it } from "vitest";
import { readNotification } from "./upload-notification.ts";

const body = (...objects: object[]) =>
  JSON.stringify({ Records: objects.map((object) => ({ s3: { object } })) });

it("reads the material out of the key, which comes encoded as in a form", () => {
  const key = "uploads/7/42/Bees+and+caf%C3%A9.pdf";
  expect(readNotification(body({ key, size: 5 }))).toEqual([
    { material_id: 42, key: "uploads/7/42/Bees and café.pdf", size_bytes: 5 },
  ]);
});

it("finds none in S3's test message, nor in objects that are no uploads", () => {
  expect(readNotification('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}')).toEqual([]);
  expect(
    readNotification(body({ key: "extracted/abc/1-pdf.json", size: 5 }, { key: "uploads/7/x/y" })),
  ).toEqual([]);
});

it("throws on what is not S3's, so that it ends with the dead letters", () => {
  expect(() => readNotification("hello")).toThrow(SyntaxError);
  expect(() => readNotification('{"Records":[{}]}')).toThrow("s3");
});
