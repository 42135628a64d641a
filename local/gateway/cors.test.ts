import { describe, expect, test } from "vitest";
import { corsPolicy } from "../../stacks/cors.ts";
import { isPreflight, preflightHeaders, responseHeaders } from "./cors.ts";

const strict = { ...corsPolicy, allowOrigins: ["https://app.example.com"] };

describe("CORS", () => {
  test("a preflight request names its origin and the method it is about", () => {
    expect(isPreflight("OPTIONS", { origin: "https://a.b", "access-control-request-method": "PUT" })).toBe(
      true,
    );
    expect(isPreflight("OPTIONS", { origin: "https://a.b" })).toBe(false);
    expect(isPreflight("GET", { origin: "https://a.b", "access-control-request-method": "PUT" })).toBe(false);
  });

  test("any origin may call, and send what the API reads", () => {
    const headers = preflightHeaders(corsPolicy, { origin: "https://a.b" });
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["access-control-allow-headers"]).toContain("idempotency-key");
    expect(headers["access-control-max-age"]).toBe("3600");
  });

  test("an origin that is not listed gets no headers", () => {
    expect(preflightHeaders(strict, { origin: "https://evil.example.com" })).toEqual({});
    expect(responseHeaders(strict, { origin: "https://evil.example.com" })).toEqual({});
    expect(
      responseHeaders(strict, { origin: "https://app.example.com" })["access-control-allow-origin"],
    ).toBe("https://app.example.com");
  });

  test("a request without an origin gets none either", () => {
    expect(responseHeaders(corsPolicy, {})).toEqual({});
  });
});
