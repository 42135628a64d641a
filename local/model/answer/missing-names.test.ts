import { expect, it } from "vitest";
import { missingNames } from "./missing-names.ts";

it("counts the names in a question that the material does not have", () => {
  const material = "Depot keeps files on a disk of Ada's.";
  expect(missingNames("Which GPU does Depot use under Windows?", material)).toBe(2);
  expect(missingNames("Does Ada use Depot?", material)).toBe(0);
  expect(missingNames("Windows?", material)).toBe(0);
});
