import { expect, it } from "vitest";
import { sharedWording } from "./shared-wording.ts";

it("tells found from not found", () => {
  const question = "What happens if a command is not found?";
  expect(sharedWording(question, "If a command is not found, it ends.")).toBeGreaterThan(
    sharedWording(question, "If a command is found, it ends."),
  );
  expect(sharedWording("Why?", "Because.")).toBe(0);
});
