import { expect, test } from "vitest";
import { introduction, subjectOf } from "./subject.ts";

test.each([
  ["What does the function get_item do?", "get_item"],
  ["What is Depot?", "Depot"],
  ["What is the purpose of Depot?", "Depot"],
  ["What does the pushd builtin do?", "pushd"],
  ["What is the limit?", undefined],
  ["How does it begin?", undefined],
])("%s is about %s", (question, subject) => {
  expect(subjectOf(question)).toBe(subject);
});

test("a passage that says what a thing is introduces it more than one that begins with its name, or only has it", () => {
  const introduced = introduction("Depot");
  const explained = introduced({ heading: "", text: "Overview\n\nDepot is a store for files." });
  const begun = introduced({ heading: "", text: "Depot keeps growing." });
  expect(explained).toBe(1);
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(explained);
  expect(introduced({ heading: "Using Depot", text: "Call it." })).toBe(begun);
  expect(
    introduced({ heading: "Depot > Disks", text: "Files are put into Depot. Depot-viewer shows them." }),
  ).toBe(0);
});

test("an identifier may have lost its underscores, and a term may begin with a capital", () => {
  expect(introduction("get_item")({ heading: "List > get item", text: "Takes one out." })).toBeGreaterThan(0);
  expect(introduction("brace expansion")({ heading: "", text: "Brace expansion is a mechanism." })).toBe(1);
});
