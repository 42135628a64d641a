import { expect, test } from "vitest";
import { textWarnings } from "./text-warnings.ts";

const warn = (...empty_pages: number[]) => textWarnings({ empty_pages })[0];

test("a file whose pages all have text has no warning", () => {
  expect(textWarnings({ empty_pages: [] })).toEqual([]);
});

test("pages without text are named, runs of them by their ends", () => {
  expect(warn(2)?.message).toMatch(/^Page 2 has no text \(scanned\?\)/u);
  expect(warn(3, 4, 5, 6, 7, 9)).toMatchObject({
    code: "pages_without_text",
    message: expect.stringMatching(/^Pages 3-7 and 9 have no text/u),
    pages: [3, 4, 5, 6, 7, 9],
  });
});

test("of very many a hundred are listed, and a dozen runs named", () => {
  const odd = Array.from({ length: 500 }, (_, index) => index * 2 + 1);
  expect(warn(...odd)?.pages).toHaveLength(100);
  expect(warn(...odd)?.message).toMatch(/^Pages 1, 3, 5, .*, 23 and others have no text/u);
});
