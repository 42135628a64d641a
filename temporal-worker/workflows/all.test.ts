import { expect, it } from "vitest";
import { ActivityFailure, ApplicationFailure, CancelledFailure, RetryState } from "@temporalio/common";
import { workflows } from "@smartcourse/contracts/functions";
import * as registered from "./all.ts";
import { failureReason } from "./failure-reason.ts";

it("registers every workflow of the contracts by its name, and no other", () => {
  expect(Object.keys(registered).toSorted()).toEqual(workflows.map(({ name }) => name).toSorted());
});

const failedIn = (activity: string, cause: Error) =>
  new ActivityFailure(
    "Activity task failed",
    activity,
    "1",
    RetryState.MAXIMUM_ATTEMPTS_REACHED,
    "worker",
    cause,
  );
const phrases = { indexMaterial: "The index did not take it." };

it.each([
  ["a domain error", ApplicationFailure.nonRetryable("It is archived", "course.archived"), "It is archived"],
  ["an explained one", ApplicationFailure.create({ message: "No answer", type: "explained" }), "No answer"],
  ["a fault of ours", ApplicationFailure.create({ message: "secret", type: "Error" }), phrases.indexMaterial],
  ["no type", new Error("secret"), phrases.indexMaterial],
])("tells a person why: %s", (_, cause, reason) => {
  expect(failureReason(failedIn("indexMaterial", cause), phrases)).toBe(reason);
});

it("tells no details of what it has no words for", () => {
  const inside = ApplicationFailure.create({ message: "secret", type: "TypeError" });
  expect(failureReason(failedIn("other", inside), phrases)).toBe(
    "A part of the platform did not answer. Try again later.",
  );
  expect(failureReason(new TypeError("secret"), phrases)).not.toContain("secret");
  expect(failureReason(new CancelledFailure("stop"), phrases)).toBe("It was cancelled.");
});
