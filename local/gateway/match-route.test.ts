import { routes } from "@smartcourse/contracts/routes";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchRoute } from "./match-route.ts";

const table = [
  { method: "GET", path: "/courses/{id}" },
  { method: "GET", path: "/courses/search" },
  { method: "GET", path: "/courses/{id}/modules/{module_id}" },
  { method: "GET", path: "/courses/{id}/modules/first" },
  { method: "POST", path: "/courses" },
];

describe("matchRoute", () => {
  test.each([
    ["GET", "/courses/search", "/courses/search", {}],
    ["GET", "/courses/7", "/courses/{id}", { id: "7" }],
    ["GET", "/courses/a b", "/courses/{id}", { id: "a b" }],
    ["GET", "/courses/7/modules/first", "/courses/{id}/modules/first", { id: "7" }],
    [
      "GET",
      "/courses/search/modules/2",
      "/courses/{id}/modules/{module_id}",
      { id: "search", module_id: "2" },
    ],
  ])("%s %s is %s", (method, path, expected, parameters) => {
    expect(matchRoute(table, method, path)).toEqual({ route: { method, path: expected }, parameters });
  });

  test.each([
    ["GET", "/courses/7/"],
    ["GET", "/courses/"],
    ["GET", "/Courses/7"],
    ["HEAD", "/courses/7"],
    ["POST", "/courses/7"],
    ["GET", "/"],
  ])("%s %s is no route", (method, path) => {
    expect(matchRoute(table, method, path)).toBeUndefined();
  });

  test("Given any route of the product with values for its variables, finds that route, whatever the table's order", () => {
    const shuffled = fc.shuffledSubarray([...routes], { minLength: routes.length });
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...routes), fc.nat(), (all, route, value) => {
        const path = route.path.replace(/\{[^}]+\}/g, String(value));
        expect(matchRoute(all, route.method, path)?.route.id).toBe(route.id);
      }),
    );
  });
});
