import { describe, expect, it } from "vitest";
import { foldIdentifiers, identifiers } from "./identifiers.ts";

describe("identifiers", () => {
  it("are names with underscores and options, whatever their dashes", () => {
    expect(identifiers("What does Get_Item do with −k, --leak-check=full and “–v”?")).toEqual([
      "get_item",
      "-k",
      "-leak-check",
      "-v",
    ]);
  });

  it("are neither words with dashes nor numbers", () => {
    expect(identifiers("A well-known pre- and post-condition – so it is – holds from -5 to 5.")).toEqual([]);
  });
});

describe("foldIdentifiers", () => {
  it("writes a name whole where its underscores are spaces or a line ends in it", () => {
    const names = ["max_name_size"];
    expect(foldIdentifiers("max name size, MAX_\nNAME_SIZE", names)).toBe("max_name_size, max_name_size");
  });

  it("leaves longer names and other words alone", () => {
    const text = "max name size2, a_max_name_size, max size of a name";
    expect(foldIdentifiers(text, ["max_name_size"])).toBe(text);
  });
});
