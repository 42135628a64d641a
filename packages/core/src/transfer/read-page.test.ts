import { expect, it } from "vitest";
import { readPage } from "./read-page.ts";

it("takes the title out of the front matter, else out of the first heading", () => {
  expect(readPage("---\ntitle: 'The *hive*'\ndate: 1\n---\n# Heading\n\nText").title).toBe("The hive");
  expect(readPage("\nPreface\n\n## The `queen` [cell](x.md) ##\n\nText").title).toBe("The queen cell");
  expect(readPage("Winter\n======\n\nText")).toMatchObject({ title: "Winter", body: "Text" });
  expect(readPage("```\n# not this\n```\n# This").title).toBe("This");
  expect(readPage("Text alone")).toEqual({ title: null, body: "Text alone", images: [] });
});

it("finds nothing left of a page that has front matter only", () => {
  expect(readPage("---\ntitle: Nothing\n---\n")).toEqual({ title: "Nothing", body: "", images: [] });
});

it("finds the pictures that a page shows, in every way to show one, but in code", () => {
  const text = [
    '![A bee](img/bee%20one.png "title") and ![](<../wax.jpg>)',
    '<img width="3" alt="Comb" src="/comb.webp">',
    "![Smoker][smoker] ![drone]",
    "[smoker]: tools/smoker.gif",
    "[drone]: drone.avif?raw=1",
    "![far](https://example.org/a.png) ![data](data:image/png;base64,AA)",
    "```",
    "![code](code.png)",
    "```",
  ].join("\n");
  expect(readPage(text).images).toEqual([
    { target: "img/bee one.png", text: "A bee" },
    { target: "../wax.jpg", text: "" },
    { target: "/comb.webp", text: "Comb" },
    { target: "tools/smoker.gif", text: "Smoker" },
    { target: "drone.avif", text: "drone" },
  ]);
});

it("reads what is made to be slow, at which a test would time out, as anything else", () => {
  for (const piece of ["![", "<img ", "[a]:", "# a #", "*a", "``` "]) {
    expect(readPage(piece.repeat(200_000)).images).toEqual([]);
  }
});
