import { describe, expect, test } from "vitest";
import { pdfLine as line } from "../../../../tests/support/pdf-line.ts";
import type { PdfLine, PdfPage } from "./pdf-lines.ts";
import { dropRunningLines } from "./pdf-running-lines.ts";

/** Pages of 800 points with two lines of body and what is given for each page, by its index. */
const book = (count: number, running: (index: number) => PdfLine[]): PdfPage[] =>
  Array.from({ length: count }, (_, index) => ({
    height: 800,
    lines: [...running(index), line(`Body ${index}`, 200), line(`More ${index}`, 212)],
  }));
const kept = (pages: PdfPage[]): string[] =>
  dropRunningLines(pages, 10).map((page) =>
    page.lines
      .map(({ text }) => text)
      .filter((text) => !/^(?:Body|More) /u.test(text))
      .join("|"),
  );

const nothing = (count: number): string[] => Array.from({ length: count }, () => "");

describe("dropped are", () => {
  test("the same words in the same place", () => {
    expect(kept(book(3, () => [line("Botany", 60)]))).toEqual(nothing(3));
  });

  test("what alternates between left and right pages", () => {
    expect(kept(book(8, (index) => [line(index % 2 ? "Botany" : "Leaves", 60)]))).toEqual(nothing(8));
  });

  test("a number that counts along, with whatever stands beside it", () => {
    expect(
      kept(book(4, (index) => [line(`Section ${index}.1 Leaves`, 60), line(`${index + 17}`, 60)])),
    ).toEqual(nothing(4));
    expect(kept(book(4, (index) => [line(`9/9/2013 Guide Page ${index + 3}`, 760)]))).toEqual(nothing(4));
    expect(kept(book(4, (index) => [line(`Page ${index + 1} of 4`, 760)]))).toEqual(nothing(4));
  });

  test("Roman numbers", () => {
    const roman = ["iii", "iv", "v", "vi"];
    expect(kept(book(4, (index) => [line(roman[index] ?? "", 760)]))).toEqual(nothing(4));
  });

  test("two rows of which each comes again", () => {
    expect(kept(book(4, (index) => [line("Botany", 50), line(`Page ${index}`, 62)]))).toEqual(nothing(4));
  });
});

describe("kept are", () => {
  const lost = (pages: PdfPage[]): PdfLine[] => {
    const left = dropRunningLines(pages, 10);
    return pages.flatMap((page, index) => page.lines.filter((line) => !left[index]?.lines.includes(line)));
  };

  test("words that come on two pages only, or far from each other", () => {
    expect(lost(book(2, () => [line("Botany", 60)]))).toEqual([]);
    expect(
      lost(
        book(30, (index) => [
          line(index % 10 === 0 ? "Botany" : `Header ${"abcdefghij"[index % 10]} ${index ** 2}`, 60),
        ]),
      ),
    ).toEqual([]);
  });

  test("words in another place on each page", () => {
    expect(lost(book(4, (index) => [line("Botany", 60 + index * 5)]))).toEqual([]);
  });

  test("numbers that do not count along", () => {
    expect(lost(book(4, (index) => [line(`In ${1900 + index * index}`, 60)]))).toEqual([]);
  });

  test("larger type: the title of slides", () => {
    expect(lost(book(4, () => [line("Agenda", 60, { size: 20 })]))).toEqual([]);
  });

  test("what is not set apart, what is not near the edge", () => {
    expect(lost(book(4, () => [line("}", 188)]))).toEqual([]);
    expect(lost(book(4, () => [line("Example", 150)]))).toEqual([]);
  });

  test("a row beside which another one is new on every page", () => {
    expect(
      lost(book(4, (index) => [line("Botany", 50), line(`Leaf number ${"abcd"[index]} of the year`, 62)])),
    ).toEqual([]);
  });

  test("all of a page's text", () => {
    const pages = Array.from({ length: 4 }, (): PdfPage => ({ height: 800, lines: [line("Stop here", 60)] }));
    expect(lost(pages)).toEqual([]);
  });
});
