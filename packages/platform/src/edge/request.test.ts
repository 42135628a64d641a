import { expect, test } from "vitest";
import { type HttpEvent, readForm, readJson, readRequest } from "./request.ts";

const event = (change: Partial<HttpEvent>): HttpEvent => ({
  rawPath: "/courses",
  headers: { "content-type": "application/json" },
  isBase64Encoded: false,
  requestContext: { http: { method: "POST", sourceIp: "10.0.0.1" }, requestId: "r1" },
  ...change,
});

test("reads a body as it is and in base64", () => {
  expect(readJson(readRequest(event({ body: `{"a":1}` })))).toEqual({ a: 1 });
  expect(
    readJson(
      readRequest(event({ body: Buffer.from(`{"a":"é"}`).toString("base64"), isBase64Encoded: true })),
    ),
  ).toEqual({ a: "é" });
  expect(readJson(readRequest(event({})))).toBeUndefined();
});

test("takes a parameter of the media type, and refuses another one", () => {
  expect(
    readJson(
      readRequest(event({ body: "1", headers: { "content-type": "application/json; charset=utf-8" } })),
    ),
  ).toBe(1);
  expect(() => readJson(readRequest(event({ body: "1", headers: {} })))).toThrow(/as JSON/);
});

test("refuses broken JSON and more than a megabyte", () => {
  expect(() => readJson(readRequest(event({ body: "{" })))).toThrow(/cannot be read as JSON/);
  expect(() => readRequest(event({ body: "x".repeat(1024 * 1024 + 1) }))).toThrow(/at most 1 MiB/);
});

const form = (contentType: string, body: string) =>
  readForm(readRequest(event({ body, headers: { "content-type": contentType } })));

test("reads a form, as browsers and as mail programs send it", async () => {
  expect(await form("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click&a=%C3%A9+b")).toEqual({
    "List-Unsubscribe": "One-Click",
    a: "é b",
  });
  const part = `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`;
  expect(await form("multipart/form-data; boundary=x", part)).toEqual({ "List-Unsubscribe": "One-Click" });
  expect(await readForm(readRequest(event({})))).toBeUndefined();
});

test("refuses JSON where a form is wanted, and a form that is none", async () => {
  await expect(form("application/json", "{}")).rejects.toMatchObject({ code: "request.media_type" });
  await expect(form("multipart/form-data", "a=b")).rejects.toMatchObject({ code: "request.malformed_form" });
});
