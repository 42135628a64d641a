import { describe, expect, test } from "vitest";
import { pageLines } from "./pdf-lines.ts";

/** The viewport of a page of 600 by 800 points: y turned to count downwards. */
const viewport = [1, 0, 0, -1, 0, 800];
const fonts = { serif: { fontFamily: "serif" }, code: { fontFamily: "monospace" } };

interface Run {
  readonly at?: readonly [number, number];
  readonly size?: number;
  readonly width?: number;
  readonly font?: keyof typeof fonts;
  readonly dir?: string;
  readonly turned?: boolean;
}

const run = (
  str: string,
  { at = [0, 0], size = 10, width = str.length * 5, font = "serif", dir = "ltr", turned = false }: Run = {},
): object => ({
  str,
  dir,
  width,
  transform: turned ? [0, size, -size, 0, ...at] : [size, 0, 0, size, ...at],
  fontName: font,
});

const texts = (...runs: object[]): string[] => pageLines(runs, fonts, viewport).map((line) => line.text);

describe("runs on one baseline are a line", () => {
  test("with a space where there is a gap, and none where there is none", () => {
    expect(
      texts(run("Hello", { at: [50, 700] }), run("wor", { at: [80, 700] }), run("ld", { at: [95, 700] })),
    ).toEqual(["Hello world"]);
  });

  test("with their super- and subscripts", () => {
    expect(
      texts(
        run("H", { at: [50, 700] }),
        run("2", { at: [55, 697], size: 6, width: 4 }),
        run("O", { at: [59, 700] }),
      ),
    ).toEqual(["H2O"]);
  });

  test("a run below, or back to the left, begins another", () => {
    expect(texts(run("one", { at: [50, 700] }), run("two", { at: [50, 688] }))).toEqual(["one", "two"]);
    expect(texts(run("right", { at: [300, 700] }), run("left", { at: [50, 700] }))).toEqual([
      "right",
      "left",
    ]);
  });

  test("right-to-left runs follow each other leftwards", () => {
    expect(
      texts(run("مرحبا", { at: [100, 700], dir: "rtl" }), run("بالعالم", { at: [60, 700], dir: "rtl" })),
    ).toEqual(["مرحبا بالعالم"]);
  });

  test("columns come in the order of the file", () => {
    const left = [run("left 1", { at: [50, 700] }), run("left 2", { at: [50, 688] })];
    const right = [run("right 1", { at: [300, 700] }), run("right 2", { at: [300, 688] })];
    expect(texts(...left, ...right)).toEqual(["left 1", "left 2", "right 1", "right 2"]);
  });
});

describe("what a line says", () => {
  test("text printed twice for boldness counts once", () => {
    expect(
      texts(run("Bold", { at: [50, 700] }), run("Bold", { at: [50.4, 700] }), run("next", { at: [75, 700] })),
    ).toEqual(["Bold next"]);
  });

  test("code keeps its spaces", () => {
    const [line] = pageLines(
      [run("a", { at: [50, 700], font: "code", width: 5 }), run("= 1", { at: [75, 700], font: "code" })],
      fonts,
      viewport,
    );
    expect(line).toMatchObject({ text: "a    = 1", monospace: true });
  });

  test("ligatures are letters, dots that lead to a page number an ellipsis", () => {
    expect(texts(run("ef\uFB01cient . . . . . . . . 12", { at: [50, 700] }))).toEqual(["efficient … 12"]);
  });

  test("marks and spaces between the runs are nothing", () => {
    expect(
      texts({ type: "beginMarkedContent" }, run(" ", { at: [50, 700] }), run("text", { at: [60, 700] })),
    ).toEqual(["text"]);
  });
});

describe("where a line stands", () => {
  test("in points from the top, with the size of most of its characters", () => {
    const [line] = pageLines(
      [run("A", { at: [50, 700], size: 20 }), run("nd so it goes", { at: [60, 700], width: 60 })],
      fonts,
      viewport,
    );
    expect(line).toMatchObject({ left: 50, right: 120, y: 100, size: 10, font: "serif", turn: 0 });
  });

  test("a page that is shown turned reads as if it were not", () => {
    const turnedPage = [0, 1, 1, 0, 0, 0];
    const lines = pageLines(
      [run("one", { at: [50, 700], turned: true }), run("two", { at: [62, 700], turned: true })],
      fonts,
      turnedPage,
    );
    expect(lines).toMatchObject([
      { text: "one", turn: 0 },
      { text: "two", turn: 0 },
    ]);
    expect((lines[1]?.y ?? 0) - (lines[0]?.y ?? 0)).toBeCloseTo(12);
  });

  test("text up the side of a page has lines of its own", () => {
    const lines = pageLines(
      [
        run("text", { at: [50, 700] }),
        run("up", { at: [20, 100], turned: true }),
        run("wards", { at: [20, 115], turned: true }),
      ],
      fonts,
      viewport,
    );
    expect(lines).toMatchObject([
      { text: "text", turn: 0 },
      { text: "up wards", turn: 3 },
    ]);
  });

  test("wide gaps make a row of a table", () => {
    const [line] = pageLines(
      [run("Name", { at: [50, 700] }), run("Value", { at: [200, 700] })],
      fonts,
      viewport,
    );
    expect(line).toMatchObject({ text: "Name Value", tabular: true });
  });
});
