import { expect, test } from "vitest";
import { uuidv5 } from "./uuid-v5.ts";

/** RFC 9562, appendix A.4, and section 6.6 for the namespaces. */
const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const url = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

test("the example of the RFC", () => {
  expect(uuidv5("www.example.com", dns)).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
});

test("the namespace counts, its case does not, and names are UTF-8", () => {
  expect(uuidv5("www.example.com", url)).not.toBe(uuidv5("www.example.com", dns));
  expect(uuidv5("é", dns.toUpperCase())).toBe(uuidv5("é", dns));
  expect(uuidv5("é", dns)).not.toBe(uuidv5("e\u0301", dns));
});

test("version and variant are set whatever the hash", () => {
  for (let n = 0; n < 100; n += 1)
    expect(uuidv5(`chunk ${n}`, dns)).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u,
    );
});

test("a namespace that is no UUID is refused", () => {
  expect(() => uuidv5("name", "6ba7b810")).toThrow(TypeError);
});
