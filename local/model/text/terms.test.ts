import { describe, expect, it } from "vitest";
import { contentTerms, stem, words } from "./terms.ts";

describe("words", () => {
  it("keeps identifiers whole and separates at dots and dashes", () => {
    expect(words("my_list.sort(), don't re-read naïve §5")).toEqual([
      "my_list",
      "sort",
      "don't",
      "re",
      "read",
      "naïve",
      "5",
    ]);
  });
});

describe("stem", () => {
  it.each([
    ["installs", "installed"],
    ["copies", "copying"],
    ["stopped", "stopping"],
    ["classes", "class"],
    ["deletes", "deleting"],
    ["Normandy's", "Normandy"],
  ])("brings %s and %s together", (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it.each(["bus", "analysis", "sys_args", "python3", "string", "need"])(
    "does not cut %s to pieces",
    (word) => {
      expect(stem(word)).toBe(word);
    },
  );

  it("keeps different words apart", () => {
    expect(new Set(["list", "listen", "late", "lattice", "rate", "ring"].map(stem)).size).toBe(6);
  });
});

describe("contentTerms", () => {
  it("leaves out grammar and single letters, and names each stem once", () => {
    expect(contentTerms("How do I install the packages? A package installs in 3 steps")).toEqual([
      "install",
      "packag",
      "3",
      "step",
    ]);
  });
});
