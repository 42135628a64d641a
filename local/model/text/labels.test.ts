import { describe, expect, it } from "vitest";
import { findLabels, isEntry, isSignature } from "./labels.ts";

describe("isEntry", () => {
  it.each(["3.1 Using it … 17", "get_item … 9", "4.2 Parts . . . . . . 8"])("knows %s", (line) => {
    expect(isEntry(line)).toBe(true);
  });

  it.each(["It goes on and on…\nThen it ends.", "It takes 5 seconds.", "Wait. Then … Go on to 5."])(
    "leaves %s",
    (line) => {
      expect(isEntry(line)).toBe(false);
    },
  );
});

describe("isSignature", () => {
  it.each([
    "int get_item (list * from, int at)",
    "[Function] void reset_all (struct state *state)",
    "reset()",
  ])("knows %s", (text) => {
    expect(isSignature(text)).toBe(true);
  });

  it("leaves prose with brackets", () => {
    expect(isSignature("Start the server (again)")).toBe(false);
    expect(isSignature("It was slow (see chapter two). So it was mended (twice)")).toBe(false);
  });
});

describe("findLabels", () => {
  it("finds signatures over several lines, and terms with a sentence below", () => {
    const lines =
      "int get_item (list * from,\nint at)\nGets it.\n\n-k --keep\nKeep the files.\nnullify\nreset [all]\nSets it.";
    expect(findLabels(lines.split("\n"))).toEqual([
      { first: 0, last: 1 },
      { first: 4, last: 4 },
      { first: 6, last: 7 },
    ]);
  });

  it("takes no line of a paragraph for one", () => {
    expect(findLabels("The kernel is loaded\nfirst, then init\nRuns.".split("\n"))).toEqual([]);
  });
});
