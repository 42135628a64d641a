import { describe, expect, test } from "vitest";
import { pdfLine as line } from "../../../../tests/support/pdf-line.ts";
import type { PdfLine } from "./pdf-lines.ts";
import { pageBlocks } from "./pdf-paragraphs.ts";

const full = "a line as long as the column goes";
const texts = (...lines: PdfLine[]): string[] => pageBlocks(lines, [], new Set()).map((block) => block.text);

describe("lines that belong together", () => {
  test("full lines are joined", () => {
    expect(texts(line(full, 100), line(full, 112), line("and its end.", 124, { right: 200 }))).toEqual([
      `${full} ${full} and its end.`,
    ]);
  });

  test("a line that ends although the next word would fit stands for itself", () => {
    expect(
      texts(
        line(full, 100),
        line("Roses are red,", 112, { right: 150 }),
        line("violets blue.", 124, { right: 150 }),
        line(full, 136),
      ),
    ).toEqual([`${full} Roses are red,\nviolets blue.\n${full}`]);
  });

  test("code keeps its lines and its indentation", () => {
    const code = { monospace: true, font: "code" };
    expect(
      texts(
        line("if x:", 100, { ...code, right: 80 }),
        line("return", 112, { ...code, left: 74, right: 110 }),
      ),
    ).toEqual(["if x:\n    return"]);
  });

  test("rows of a table stay rows", () => {
    expect(texts(line("a 1", 100, { tabular: true }), line("b 2", 112, { tabular: true }))).toEqual([
      "a 1\nb 2",
    ]);
  });

  test("entries of a table of contents stay lines", () => {
    expect(texts(line("Roots … 4", 100), line("Leaves … 5", 112), line("Index … xi", 124))).toEqual([
      "Roots … 4\nLeaves … 5\nIndex … xi",
    ]);
  });

  test("what hangs below a list item belongs to it", () => {
    expect(
      texts(
        line("1. A list item with a full line.", 100),
        line("that goes on", 112, { left: 62 }),
        line("2. Next", 124),
      ),
    ).toEqual(["1. A list item with a full line. that goes on\n2. Next"]);
  });
});

describe("paragraphs", () => {
  test("are separated by more than the usual distance", () => {
    expect(texts(line(full, 100), line("End.", 112), line("Next", 130), line(full, 142))).toEqual([
      `${full} End.`,
      `Next ${full}`,
    ]);
  });

  test("but not where a tall formula pushes the lines of a sentence apart", () => {
    expect(texts(line(full, 100), line(full, 112), line("goes on.", 128), line("Last", 140))).toEqual([
      `${full} ${full} goes on. Last`,
    ]);
  });

  test("are opened by an indented line after a full stop", () => {
    expect(
      texts(line(full, 100), line("The end.", 112), line("New", 124, { left: 65 }), line(full, 136)),
    ).toEqual([`${full} The end.`, `New ${full}`]);
  });

  test("end with the type's size", () => {
    expect(texts(line("Body.", 100), line("1 A footnote.", 112, { size: 8 }))).toEqual([
      "Body.",
      "1 A footnote.",
    ]);
  });

  test("go on in the next column where a sentence does", () => {
    expect(texts(line(full, 688), line(full, 700), line("goes on", 100, { left: 300, right: 450 }))).toEqual([
      `${full} ${full} goes on`,
    ]);
    expect(
      texts(line(full, 688), line("It ends.", 700), line("Next column", 100, { left: 300, right: 450 })),
    ).toEqual([`${full} It ends.`, "Next column"]);
  });
});

test("headings are blocks of their own, their lines joined", () => {
  const lines = [
    line("Text.", 80),
    line("A heading over", 110, { size: 16 }),
    line("two lines", 128, { size: 16 }),
    line("More.", 150),
  ];
  const heading = { first: 1, last: 2, size: 16 };
  expect(pageBlocks(lines, [heading], new Set())).toEqual([
    { text: "Text." },
    { text: "A heading over two lines", heading },
    { text: "More." },
  ]);
});
