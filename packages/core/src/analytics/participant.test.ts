import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fact, absorb, stranger } from "./participant.ts";
import { factOf } from "./participant-facts.ts";
import { standingChanges, standingsOf } from "./standings.ts";

interface Told {
  readonly type: string;
  readonly aggregateversion: number;
  readonly data: Record<string, unknown>;
}

/** What may happen to an enrolment, as its events tell it: attempts one after the other, modules done, moves, an end. */
const history = fc
  .array(
    fc.record({
      doing: fc.constantFrom("enrol", "progress", "move", "drop", "cancel", "complete", "ask"),
      module: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 25 },
  )
  .map((steps) => play(steps));

const order = [1, 2, 3, 4];

function play(steps: readonly { doing: string; module: number }[]): Told[] {
  const events: Told[] = [];
  let [attempt, revision, version, minute] = [0, 0, 1, 0];
  let [open, announced] = [false, false];
  let done: number[] = [];
  let enrolled_at = "";
  const time = () => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const tell = (type: string, more: object) =>
    events.push({
      type,
      aggregateversion: ++revision,
      data: { enrollment_id: 7, student_id: 2, course_id: 3, version, attempt, ...more },
    });
  const position = () => ({
    completion_percentage: done.length * 25,
    completed_modules: [...done],
    next_module_id: order.find((id) => !done.includes(id)) ?? null,
    updated_at: time(),
  });
  for (const { doing, module } of steps) {
    minute += 7;
    if (doing === "ask") {
      const asked = { course_id: 3, version, user_id: 2, answered: true, confidence: 1, duration_ms: 1 };
      events.push({ type: "ai.asked", aggregateversion: 0, data: { ...asked, asked_at: time() } });
    } else if (doing === "enrol" && !open) {
      [attempt, open, announced, done, enrolled_at] = [attempt + 1, true, false, [], time()];
      revision++;
    } else if (doing === "enrol" && !announced) {
      announced = true;
      tell("student.enrolled", { enrolled_at });
    } else if (doing === "progress" && open && !done.includes(module)) {
      done.push(module);
      tell("progress.updated", { module_id: module, ...position() });
    } else if (doing === "move" && open) {
      version++;
      tell("progress.updated", { module_id: null, ...position() });
    } else if (doing === "drop" && open) {
      tell("student.dropped", { announced, dropped_at: time() });
      open = false;
    } else if (doing === "cancel" && open && !announced) {
      tell("enrollment.cancelled", { reason: "no", cancelled_at: time() });
      open = false;
    } else if (doing === "complete" && open && announced) {
      tell("course.completed", { enrolled_at, completed_at: time(), duration_days: 0 });
      return events;
    }
  }
  return events;
}

const factsOf = (events: readonly Told[]) =>
  events.map(factOf).filter((fact): fact is Fact => fact !== undefined);
const known = (facts: readonly Fact[]) => facts.reduce(absorb, stranger("2000-01-01T00:00:00.000Z"));

/** The events, and the same in another order, some of them more than once. */
const disorder = history.chain((events) =>
  fc.record({
    events: fc.constant(events),
    other: fc
      .tuple(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(events.length === 0 ? fc.constant(undefined) : fc.nat(events.length - 1), { maxLength: 10 }),
      )
      .map(([shuffled, again]) => [
        ...shuffled,
        ...again.flatMap((at) => (at === undefined ? [] : [events[at]])),
      ]),
  }),
);

describe("what is known of a participant", () => {
  it("is the same in whatever order its events come, and however often", () => {
    fc.assert(
      fc.property(disorder, ({ events, other }) => {
        expect(known(factsOf(other.filter((event) => event !== undefined)))).toEqual(known(factsOf(events)));
      }),
    );
  });

  it("adds up to what stands, step by step", () => {
    fc.assert(
      fc.property(disorder, ({ other }) => {
        const sums = new Map<string, number>();
        let before = stranger("2000-01-01T00:00:00.000Z");
        for (const fact of factsOf(other.filter((event) => event !== undefined))) {
          const after = absorb(before, fact);
          for (const { version, name, module_id, value } of standingChanges(before, after)) {
            const key = `${version} ${name} ${module_id}`;
            sums.set(key, (sums.get(key) ?? 0) + value);
          }
          before = after;
        }
        const stands = standingsOf(before).map((one) => [
          `${one.version} ${one.name} ${one.module_id}`,
          one.value,
        ]);
        expect(Object.fromEntries([...sums].filter(([, value]) => value !== 0))).toEqual(
          Object.fromEntries(stands),
        );
      }),
    );
  });

  it("begins anew with another attempt, and forgets no sign of life", () => {
    const events = play(
      ["enrol", "enrol", "progress", "drop", "ask", "enrol", "enrol"].map((doing) => ({ doing, module: 1 })),
    );
    const participant = known(factsOf(events));
    expect(participant).toMatchObject({
      attempt: 2,
      status: "active",
      completed_modules: [],
      completion_percentage: 0,
    });
    expect(standingsOf(participant).map(({ name }) => name)).toEqual(["began", "active", "module_next"]);
    expect(participant.last_activity_at).toBe("2026-01-01T00:42:00.000Z");
  });

  it("counts for nothing before her enrolment was announced, nor when it was cancelled", () => {
    const silent = play(["enrol", "progress"].map((doing) => ({ doing, module: 1 })));
    const cancelled = play(["enrol", "cancel", "ask"].map((doing) => ({ doing, module: 1 })));
    for (const events of [silent, cancelled]) expect(standingsOf(known(factsOf(events)))).toEqual([]);
  });
});
