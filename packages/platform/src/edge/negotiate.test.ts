import { expect, test } from "vitest";
import { defineRoute } from "@smartcourse/contracts/define";
import { preferredMediaType } from "./negotiate.ts";

const route = defineRoute({
  id: "operations.read",
  method: "GET",
  path: "/read",
  access: "public",
  summary: "Read",
  replies: {},
  errors: [],
  uses: [],
  alsoAs: ["text/html"],
});
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

test.each([
  ["a browser", browser, "text/html"],
  ["a program that takes anything", "*/*", "application/json"],
  ["a program that asks for JSON", "application/json", "application/json"],
  ["who likes JSON better", "text/html;q=0.5, application/json", "application/json"],
  ["who likes a page better", "application/json;q=0.1, text/*", "text/html"],
  ["who takes no page", "text/html;q=0, */*", "application/json"],
  ["who asks for what there is not", "image/png", "application/json"],
  ["who says nothing", undefined, "application/json"],
  ["who says nothing that can be read", ";;q=,/", "application/json"],
])("%s gets what fits", (_, accept, expected) => {
  expect(preferredMediaType(route, { headers: { accept } })).toBe(expected);
});
