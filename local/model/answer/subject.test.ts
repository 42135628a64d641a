import { describe, expect, it } from "vitest";
import { subjectOf, tellsOf } from "./subject.ts";

const tells = (question: string, text: string, heading = "", place = 0) =>
  tellsOf(subjectOf(question) ?? new Set(), { text, heading }, place);

describe("subjectOf", () => {
  it.each([
    ["What does the function get_item do?", ["get_item"]],
    ["What is the purpose of Depot?", ["depot"]],
    ["What is a mutex used for?", ["mutex"]],
    ["What does the -k option do?", ["-k"]],
    ["Explain the journal.", ["journal"]],
  ])("%s", (question, subject) => {
    expect([...(subjectOf(question) ?? [])]).toEqual(subject);
  });

  it("has none where something else is asked", () => {
    expect(subjectOf("How do I start the server?")).toBeUndefined();
    expect(subjectOf("Which port does it use?")).toBeUndefined();
  });
});

describe("tellsOf", () => {
  it("is sure of what says what the thing is, less of what it does, little of what it is not", () => {
    const sure = tells("What is Depot?", "Depot is a store for files.");
    const does = tells("What is Depot?", "Depot keeps files.");
    const not = tells("What is Depot?", "Depot does not keep files.");
    expect([sure > does, does > not, not > 0]).toEqual([true, true, true]);
  });

  it("knows a mention from the subject", () => {
    expect(tells("What is Depot?", "Files are put into Depot.")).toBe(0);
    expect(tells("What is Depot?", "Depot-viewer is a window on it.")).toBe(0);
  });

  it("reads the heading, nearer sentences first, but not what describes an argument", () => {
    const asked = "What does get_item do?";
    const heading = "int get_item (list * from, int at)";
    const first = tells(asked, "Takes one out.", heading);
    expect(first).toBe(1);
    expect(tells(asked, "It stays where it is.", heading, 2)).toBeLessThan(first);
    expect(tells(asked, "from: the list that has it.", heading)).toBe(0);
    expect(tells(asked, "Takes one out.", "int get_items (list * from)")).toBe(0);
  });
});
