import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type HttpRequest,
  MalformedPathError,
  decodePath,
  functionUrlEvent,
  httpApiEvent,
  isTextType,
  joinHeaders,
  queryParameters,
} from "./http-event.ts";

const identity = {
  requestId: "ATfSmjLgPHcESJw=",
  time: new Date("2026-07-10T19:19:05.766Z"),
  trace: "Root=1-6a5145a9-1bae89e2512ec92d5d9438a0",
  domainName: "abc.execute-api.eu-central-1.amazonaws.com",
};
const query =
  "repeat=one&repeat=two&redirect=https%3A%2F%2Fexample.com%2Fa%2Fb&literalPlus=a+b&encodedPlus=a%2Bb&empty=";

function request(more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "POST",
    target: `/capture/space%20value?${query}`,
    headers: [
      ["Host", "abc.execute-api.eu-central-1.amazonaws.com"],
      ["User-Agent", "curl/8.7.1"],
      ["Content-Type", "application/json"],
      ["X-Probe", "first"],
      ["x-probe", "second"],
      ["Cookie", "session=abc123; theme=dark"],
    ],
    body: Buffer.from('{"unicode":"lambda-λ"}'),
    sourceIp: "192.0.2.7",
    port: 8000,
    protocol: "HTTP/1.1",
    ...more,
  };
}

describe("httpApiEvent", () => {
  const route = { routeKey: "POST /capture/{name}", parameters: { name: "space value" } };

  test("Given an encoded path, repeated fields and cookies, has the shape that API Gateway sends", () => {
    expect(httpApiEvent(request(), route, identity)).toEqual({
      version: "2.0",
      routeKey: "POST /capture/{name}",
      rawPath: "/capture/space value",
      rawQueryString: query,
      cookies: ["session=abc123", "theme=dark"],
      headers: {
        "content-length": "23",
        "content-type": "application/json",
        host: "abc.execute-api.eu-central-1.amazonaws.com",
        "user-agent": "curl/8.7.1",
        "x-amzn-trace-id": "Root=1-6a5145a9-1bae89e2512ec92d5d9438a0",
        "x-forwarded-for": "192.0.2.7",
        "x-forwarded-port": "8000",
        "x-forwarded-proto": "http",
        "x-probe": "first,second",
      },
      queryStringParameters: {
        empty: "",
        encodedPlus: "a+b",
        literalPlus: "a b",
        redirect: "https://example.com/a/b",
        repeat: "one,two",
      },
      pathParameters: { name: "space value" },
      requestContext: {
        accountId: "000000000000",
        apiId: "local",
        domainName: "abc.execute-api.eu-central-1.amazonaws.com",
        domainPrefix: "abc",
        http: {
          method: "POST",
          path: "/capture/space value",
          protocol: "HTTP/1.1",
          sourceIp: "192.0.2.7",
          userAgent: "curl/8.7.1",
        },
        requestId: "ATfSmjLgPHcESJw=",
        routeKey: "POST /capture/{name}",
        stage: "$default",
        time: "10/Jul/2026:19:19:05 +0000",
        timeEpoch: 1783711145766,
      },
      body: '{"unicode":"lambda-λ"}',
      isBase64Encoded: false,
    });
  });

  test("Given nothing but a path, leaves out what is empty", () => {
    const event = httpApiEvent(
      request({ target: "/health", headers: [], body: Buffer.alloc(0) }),
      { routeKey: "GET /health", parameters: {} },
      identity,
    );
    expect(event).not.toHaveProperty("cookies");
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("pathParameters");
    expect(event).not.toHaveProperty("queryStringParameters");
    expect(event.rawQueryString).toBe("");
    expect(event.isBase64Encoded).toBe(false);
  });

  test("Given a form, its body is base64", () => {
    const headers: HttpRequest["headers"] = [["content-type", "application/x-www-form-urlencoded"]];
    const event = httpApiEvent(request({ headers, body: Buffer.from("a=b") }), route, identity);
    expect(event).toMatchObject({ body: Buffer.from("a=b").toString("base64"), isBase64Encoded: true });
  });

  test("Given any bytes without a type, the function can decode them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const event = httpApiEvent(request({ headers: [], body: Buffer.from(bytes) }), route, identity);
        expect(Buffer.from(event.body ?? "", "base64")).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test("Given a caller's trace, keeps it", () => {
    const headers: HttpRequest["headers"] = [
      ["X-Amzn-Trace-Id", "Root=1-00000000-111111111111111111111111;Sampled=1"],
    ];
    const event = httpApiEvent(request({ headers }), route, identity);
    expect(event.headers["x-amzn-trace-id"]).toBe("Root=1-00000000-111111111111111111111111;Sampled=1");
  });
});

describe("functionUrlEvent", () => {
  test("keeps the path encoded and the cookies among the headers, and knows nobody", () => {
    const event = functionUrlEvent(request(), {
      ...identity,
      domainName: "xyz.lambda-url.eu-central-1.on.aws",
    });
    expect(event).toMatchObject({
      routeKey: "$default",
      rawPath: "/capture/space%20value",
      cookies: ["session=abc123", "theme=dark"],
      headers: { cookie: "session=abc123; theme=dark" },
      requestContext: {
        accountId: "anonymous",
        apiId: "xyz",
        domainPrefix: "xyz",
        routeKey: "$default",
        http: { path: "/capture/space value" },
      },
    });
    expect(event.requestContext).not.toHaveProperty("authorizer");
  });
});

describe("decodePath", () => {
  test.each([
    ["/courses/a%2Fb", "/courses/a/b"],
    ["/courses/a%3Fb", "/courses/a"],
    ["/courses/%C3%A9", "/courses/é"],
  ])("Given %s, hands on %s", (path, decoded) => {
    expect(decodePath(path)).toBe(decoded);
  });

  test("Given what is not percent-encoded UTF-8, throws", () => {
    expect(() => decodePath("/%E0%A4%A")).toThrow(MalformedPathError);
  });
});

test.each([
  ["application/json; charset=utf-8", true],
  ["TEXT/csv", true],
  ["application/xml", true],
  ["application/problem+json", false],
  ["multipart/form-data; boundary=x", false],
  [undefined, false],
])("isTextType of %s is %s", (type, expected) => {
  expect(isTextType(type)).toBe(expected);
});

test("joinHeaders keeps the order of a header's values", () => {
  expect(
    joinHeaders([
      ["Accept", "a"],
      ["accept", "b"],
      ["Cookie", "x=1"],
      ["cookie", "y=2"],
    ]),
  ).toEqual({
    accept: "a,b",
    cookie: "x=1; y=2",
  });
});

test("queryParameters of no query is nothing", () => {
  expect(queryParameters("")).toBeUndefined();
});
