import { DomainError } from "@smartcourse/contracts/errors";

/** An activity that fails for good: in place of its work, or after it. */
export interface Failing {
  readonly activity: string;
  readonly when: "instead" | "afterwards";
}

/** Of what it is to fail, or ran: a course, or an enrolment. `any`: whatever nothing else is said of. */
type Subject = `course:${number}` | `enrollment:${number}` | "any";
interface Input {
  readonly course_id?: number;
  readonly enrollment_id?: number;
}
type Activity = (input: Input, ...more: unknown[]) => Promise<unknown>;

export interface FailingActivities {
  fail(subject: Subject, failing: Failing): void;
  /** The activities that were run for a subject, in order. */
  ranFor(subject: Subject): readonly string[];
  readonly spoil: (activities: object) => object;
}

/**
 * Activities of which one can be made to fail for good. Those of `twice` do their work and die before they can say so, the
 * first time that they run for something, so that each of them runs twice.
 */
export function failingActivities(twice: readonly string[]): FailingActivities {
  const ran = new Map<Subject, string[]>();
  const failings = new Map<Subject, Failing>();
  // To the engine, a domain error is final.
  const failure = () => new DomainError("course.archived", "made to fail");

  const spoiled = (name: string, work: Activity): Activity =>
    async function run(input, ...more) {
      const subject = subjectOf(input);
      const before = ran.get(subject) ?? [];
      ran.set(subject, [...before, name]);
      const failing = failings.get(subject) ?? failings.get("any");
      const fails = failing?.activity === name ? failing.when : undefined;
      if (fails === "instead") throw failure();
      const result = await work(input, ...more);
      if (fails === "afterwards") throw failure();
      if (!twice.includes(name) || before.includes(name)) return result;
      throw new Error("died before it said that it was done");
    };
  return {
    fail: (subject, failing) => failings.set(subject, failing),
    ranFor: (subject) => ran.get(subject) ?? [],
    spoil: (activities) =>
      Object.fromEntries(
        Object.entries(activities).map(([name, work]) => [name, spoiled(name, work as Activity)]),
      ),
  };
}

function subjectOf({ course_id, enrollment_id }: Input): Subject {
  if (course_id !== undefined) return `course:${course_id}`;
  return enrollment_id === undefined ? "any" : `enrollment:${enrollment_id}`;
}
