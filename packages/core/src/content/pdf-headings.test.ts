import { describe, expect, test } from "vitest";
import { pdfLine as line } from "../../../../tests/support/pdf-line.ts";
import { findBodySize, findHeadings, levelsBySize } from "./pdf-headings.ts";
import type { PdfLine } from "./pdf-lines.ts";

const body = line("Body text that is long enough to be most of the page.", 400);
const found = (...lines: PdfLine[]): string[] =>
  findHeadings([...lines, body], 10).map(({ first, last }) =>
    lines
      .slice(first, last + 1)
      .map(({ text }) => text)
      .join(" "),
  );

test("the body's size is that of most characters", () => {
  const lines = [
    line("A very large title indeed", 50, { size: 30 }),
    body,
    line("More of the body, of the same size but for a hair.", 412, { size: 10.1 }),
  ];
  expect(findBodySize([{ height: 800, lines }])).toBe(10);
  expect(findBodySize([])).toBe(0);
});

describe("a heading is", () => {
  test("a line of larger type, by one part in eleven even", () => {
    expect(found(line("Leaves", 100, { size: 10.9 }))).toEqual(["Leaves"]);
    expect(found(line("Leaves", 100, { size: 10.5 }))).toEqual([]);
  });

  test("up to three lines of one size, close to one another", () => {
    const large = { size: 20 };
    expect(found(line("On the", 100, large), line("leaves", 124, large))).toEqual(["On the leaves"]);
    expect(found(line("Chapter 1", 100, large), line("Leaves", 150, large))).toEqual(["Chapter 1", "Leaves"]);
    expect(found(...[100, 124, 148, 172].map((y) => line("A poster's text", y, large)))).toEqual([]);
  });

  test("a line of the body's size that is numbered and set in another font", () => {
    const bold = { font: "bold" };
    expect(
      found(
        line("2.1 Leaves", 100, bold),
        line("2.1.1 Green leaves of every", 130, bold),
        line("size", 142, bold),
      ),
    ).toEqual(["2.1 Leaves", "2.1.1 Green leaves of every size"]);
    expect(found(line("2.1 Leaves", 100), line("Leaves", 130, bold), line("1.5 metres", 160, bold))).toEqual(
      [],
    );
  });

  test("no number by itself, no entry of a table of contents, no stamp across the page, nothing endless", () => {
    const large = { size: 20 };
    expect(
      found(
        line("4", 100, large),
        line("Leaves … 12", 150, large),
        line("DRAFT", 200, { ...large, turn: 3 }),
        line("x".repeat(201), 300, large),
      ),
    ).toEqual([]);
  });
});

test("larger type ranks higher, below the sixth size all are alike", () => {
  expect([...levelsBySize([12, 24, 12, 18]).entries()]).toEqual([
    [24, 1],
    [18, 2],
    [12, 3],
  ]);
  expect(levelsBySize([20, 19, 18, 17, 16, 15, 14]).get(14)).toBe(6);
});
