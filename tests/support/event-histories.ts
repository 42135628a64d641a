import { randomUUID } from "node:crypto";
import * as fc from "fast-check";

/** One student in one course, how far she comes, and how it ends. */
interface Life {
  readonly student_id: number;
  readonly course_id: number;
  readonly modulesDone: number;
  readonly end: "stays" | "drops" | "returns" | "completes" | "is cancelled";
  readonly asks: number;
}

interface Fact {
  readonly type: string;
  readonly subject: number;
  readonly data: object;
}

const life: fc.Arbitrary<Life> = fc.record({
  student_id: fc.integer({ min: 1, max: 3 }),
  course_id: fc.integer({ min: 1, max: 2 }),
  modulesDone: fc.integer({ min: 0, max: 2 }),
  end: fc.constantFrom("stays", "drops", "returns", "completes", "is cancelled"),
  asks: fc.integer({ min: 0, max: 2 }),
});

/** Events as they would be told of a few students in a few courses, in the order in which they happened. */
export const histories: fc.Arbitrary<object[]> = fc
  .uniqueArray(life, {
    minLength: 1,
    maxLength: 5,
    selector: ({ student_id, course_id }) => `${student_id} ${course_id}`,
  })
  .map((lives) => {
    const clock = startClock();
    const facts = [
      ...[...new Set(lives.map((one) => one.student_id))].map((id) => register(id, clock)),
      ...[...new Set(lives.map((one) => one.course_id))].map((id) => publish(id, clock)),
      ...lives.flatMap((one, index) => live(one, index + 1, clock)),
    ];
    return facts.map((fact, index) => envelope(fact, index + 1));
  });

type Clock = () => string;

function startClock(): Clock {
  let minutes = 0;
  return () => new Date(Date.UTC(2026, 0, 1, 0, (minutes += 47))).toISOString();
}

function register(user_id: number, at: Clock): Fact {
  return {
    type: "user.registered",
    subject: user_id,
    data: { user_id, role: "student", registered_at: at() },
  };
}

function publish(course_id: number, at: Clock): Fact {
  const modules = [
    { id: 1, title: "One" },
    { id: 2, title: "Two" },
  ];
  const data = { course_id, instructor_id: 9, title: "Sets", version: 1, modules, published_at: at() };
  return { type: "course.published", subject: course_id, data };
}

function live(
  { student_id, course_id, modulesDone, end, asks }: Life,
  enrollment_id: number,
  at: Clock,
): Fact[] {
  const of = (attempt: number) => ({ enrollment_id, student_id, course_id, version: 1, attempt });
  const fact = (type: string, data: object): Fact => ({ type, subject: enrollment_id, data });
  const enrolled_at = at();
  if (end === "is cancelled")
    return [fact("enrollment.cancelled", { ...of(1), reason: "no seat", cancelled_at: at() })];
  const done = end === "completes" ? 2 : modulesDone;
  const progress = Array.from({ length: done }, (_, index) =>
    fact("progress.updated", {
      ...of(1),
      module_id: index + 1,
      completion_percentage: (index + 1) * 50,
      completed_modules: [1, 2].slice(0, index + 1),
      next_module_id: index === 0 ? 2 : null,
      updated_at: at(),
    }),
  );
  const questions = Array.from({ length: asks }, () => ({
    type: "ai.asked",
    subject: course_id,
    data: {
      course_id,
      version: 1,
      user_id: student_id,
      answered: true,
      confidence: 0.5,
      duration_ms: 900,
      asked_at: at(),
    },
  }));
  const dropped = () => fact("student.dropped", { ...of(1), dropped_at: at(), announced: true });
  const completed = () =>
    fact("course.completed", { ...of(1), enrolled_at, completed_at: at(), duration_days: 0 });
  return [
    fact("student.enrolled", { ...of(1), enrolled_at }),
    ...progress,
    ...questions,
    ...(end === "completes" ? [completed()] : []),
    ...(end === "drops" || end === "returns" ? [dropped()] : []),
    ...(end === "returns" ? [fact("student.enrolled", { ...of(2), enrolled_at: at() })] : []),
  ];
}

function envelope({ type, subject, data }: Fact, aggregateversion: number): object {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: `/smartcourse/${type.split(".")[0]}`,
    type,
    time: new Date(Date.UTC(2026, 0, 1)).toISOString(),
    subject: String(subject),
    datacontenttype: "application/json",
    schemaversion: 1,
    aggregateversion,
    data,
  };
}
