import { describe, expect, test } from "vitest";
import { gatewayReplies, toHttpReply } from "./http-reply.ts";

describe("toHttpReply", () => {
  test("Given a full answer, sends its status, its headers in lower case, a line for each cookie, and its body", () => {
    const answer = {
      statusCode: 201,
      headers: { Location: "/courses/1", "Content-Type": "application/json" },
      cookies: ["a=1", "b=2"],
      body: "{}",
    };
    expect(toHttpReply(JSON.stringify(answer))).toEqual({
      status: 201,
      headers: [
        ["location", "/courses/1"],
        ["content-type", "application/json"],
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
      body: Buffer.from("{}"),
    });
  });

  test("Given a base64 body, sends the bytes", () => {
    const reply = toHttpReply(JSON.stringify({ statusCode: 200, isBase64Encoded: true, body: "AP8=" }));
    expect(reply.body).toEqual(Buffer.from([0, 255]));
  });

  test("Given no content type, says text/plain", () => {
    expect(toHttpReply('{"statusCode":200,"body":"x"}').headers).toEqual([
      ["content-type", "text/plain; charset=utf-8"],
    ]);
  });

  test("Given headers that are the gateway's to set, drops them", () => {
    const answer = {
      statusCode: 200,
      headers: { "Access-Control-Allow-Origin": "evil", "Content-Length": "1", "content-type": "a/b" },
    };
    expect(toHttpReply(JSON.stringify(answer)).headers).toEqual([["content-type", "a/b"]]);
  });

  test.each([
    ['{"message":"hi"}', '{"message":"hi"}'],
    ['"text"', "text"],
    ["null", "null"],
    ["[1]", "[1]"],
  ])("Given %s without a status, answers 200 with it as the body", (payload, body) => {
    expect(toHttpReply(payload)).toEqual({
      status: 200,
      headers: [["content-type", "application/json"]],
      body: Buffer.from(body),
    });
  });

  test.each([
    '{"statusCode":"many"}',
    '{"statusCode":99}',
    '{"statusCode":200,"body":{"not":"text"}}',
    '{"statusCode":200,"headers":{"x":["a"]}}',
    '{"statusCode":200,"cookies":"a=1"}',
  ])("Given %s, the function has failed", (payload) => {
    expect(toHttpReply(payload)).toBe(gatewayReplies.failed);
  });
});
