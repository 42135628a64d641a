import { recordQuestion } from "@smartcourse/core/assistant/record-question";
import { openPostgres } from "@smartcourse/platform/postgres";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { handler as ask } from "../../../functions/assistant/ask.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type Course, enrol, modelFaults, publishedCourse, questionsOf } from "./fixtures.ts";
import { handbook, otherHandbook } from "./handbook.ts";

let [owner, student, latecomer, stranger, admin]: Person[] = [];
let course: Course;
let other: Course;

beforeAll(async () => {
  [owner, student, latecomer, stranger, admin] = await Promise.all([
    registerAndLogin("instructor"),
    registerAndLogin("student"),
    registerAndLogin("student"),
    registerAndLogin("student"),
    registerAndLogin("admin"),
  ]);
  if (owner === undefined || student === undefined || latecomer === undefined)
    throw new Error("nobody is there");
  course = await publishedCourse(owner, "Marrow Handbook", 2, handbook);
  other = await publishedCourse(owner, "Marrow for Hosts", 1, otherHandbook);
  await enrol(student, course.id, 1);
  await enrol(latecomer, course.id, 2, "completed");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await modelFaults();
});

const asking = (question: string, who = student, courseId = course.id) =>
  call(ask, { body: { question, course_id: courseId }, token: who?.token });

describe("an answer", () => {
  test("names the page, and quotes what stands on it to the letter", async () => {
    const { status, body } = await asking("After how many failed logins is an account locked?");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      answered: true,
      sources: [
        { material_id: course.materialId, material: "Marrow Handbook", module_id: course.moduleId, page: 15 },
      ],
    });
    expect(body.answer).toContain("five failed logins");
    for (const source of body.sources) {
      expect(handbook.some(({ page, text }) => page === source.page && text.includes(source.quote))).toBe(
        true,
      );
    }
    expect(body.confidence).toBeGreaterThan(0.5);
    expect(body.confidence).toBeLessThan(1);
  });

  test("has a marker for each source and a source for each marker", async () => {
    const { body } = await asking("How is a snapshot restored and how long are snapshots kept?");
    const markers = [...body.answer.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
    expect(new Set(markers)).toEqual(new Set(body.sources.map((_: unknown, at: number) => at + 1)));
  });

  test("finds an identifier", async () => {
    const { body } = await asking("What does listen_port do?");
    expect(body).toMatchObject({ answered: true, sources: [{ page: 7 }] });
  });
});

describe("what the course does not cover", () => {
  test.each([
    "Who won the football world cup in 1998?",
    "How do I bake sourdough bread?",
    "What is the quota of a tenant?",
  ])("is said so, without sources and with little confidence: %s", async (question) => {
    const { status, body } = await asking(question);
    expect({ status, ...body }).toMatchObject({ status: 200, answered: false, sources: [] });
    expect(body.answer).toBe("The course does not cover this.");
    expect(body.confidence).toBeLessThanOrEqual(0.2);
  });

  test("does not come from another course, even for one who may ask in both", async () => {
    const question = "How large is the quota of a tenant in Marrow?";
    expect((await asking(question, owner)).body).toMatchObject({ answered: false, sources: [] });
    expect((await asking(question, owner, other.id)).body).toMatchObject({
      answered: true,
      sources: [{ material_id: other.materialId, page: 2 }],
    });
  });
});

describe("the version", () => {
  const question = "On which port does the server listen by default?";
  test.each([
    ["a student", () => student, "7423"],
    ["one who enrolled later, and has completed", () => latecomer, "9555"],
    ["the owner", () => owner, "9555"],
    ["an admin", () => admin, "9555"],
  ])("is the one that %s is in", async (_, who, port) => {
    const { body } = await asking(question, who());
    expect(body.answered).toBe(true);
    expect(body.answer).toContain(port);
    expect(JSON.stringify(body)).not.toContain(port === "7423" ? "9555" : "7423");
  });
});

describe("who may not ask", () => {
  test("has no such course: a stranger, one who has dropped, another instructor; and nobody has one that is not there", async () => {
    const dropped = await registerAndLogin("student");
    await enrol(dropped, course.id, 1, "dropped");
    const instructor = await registerAndLogin("instructor");
    for (const [who, id] of [
      [stranger, course.id],
      [dropped, course.id],
      [instructor, course.id],
      [admin, 2_000_000_000],
    ] as const) {
      expect(await asking("What is it?", who, id)).toMatchObject({
        status: 404,
        body: { code: "course.not_found" },
      });
    }
  });

  test("is told to publish first, if the draft is hers; others do not hear of it", async () => {
    if (owner === undefined) throw new Error("nobody is there");
    const draft = await publishedCourse(owner, "Draft", 0, []);
    expect(await asking("What is it?", owner, draft.id)).toMatchObject({
      status: 409,
      body: { code: "assistant.not_ready" },
    });
    expect(await asking("What is it?", student, draft.id)).toMatchObject({ status: 404 });
  });
});

describe("a question is told", () => {
  test("with how it was answered, in the version that was asked, and nothing of its text", async () => {
    const asker = await registerAndLogin("student");
    await enrol(asker, course.id, 1);
    const question = "After how many failed logins is an account locked?";
    const { body } = await asking(question, asker);
    await asking("How do I bake sourdough bread?", asker);
    // An answer does not wait long until it is told, so the second may be told first.
    const told = await eventually(
      () => questionsOf(asker),
      ({ length }) => length >= 2,
    );
    const [refused, answered, ...more] = told.toSorted(
      (one, other) => Number(one.data["answered"]) - Number(other.data["answered"]),
    );
    const subject = { course_id: course.id, version: 1, user_id: asker.id };
    expect(answered?.data).toMatchObject({ ...subject, answered: true, confidence: body.confidence });
    expect(refused?.data).toMatchObject({ ...subject, answered: false });
    expect(more).toEqual([]);
    expect(answered?.data["duration_ms"]).toBeGreaterThan(0);
    expect(JSON.stringify(answered)).not.toContain("login");
  });

  test("or not, when that fails: the answer stands", async () => {
    const nowhere = openPostgres("postgres://127.0.0.1:9/none", 1);
    const answer = { answered: true, confidence: 0.5 };
    const scope = { course_id: course.id, version: 1 };
    const asked = { scope, user_id: 1, answer, duration_ms: 1 };
    await expect(recordQuestion(nowhere, asked)).resolves.toBeUndefined();
    await nowhere.destroy();
  });

  test("not when there was no answer", async () => {
    const asker = await registerAndLogin("student");
    await enrol(asker, course.id, 1);
    await modelFaults({ chat: "fail" });
    expect(await asking("How are passwords stored?", asker)).toMatchObject({ status: 503 });
    expect(await questionsOf(asker)).toEqual([]);
  });
});

test("an order in the material is not obeyed, and is never quoted", async () => {
  for (const question of [
    "Is the final exam cancelled?",
    "What must every student be told about the exam?",
    "How are passwords stored?",
  ]) {
    const { body } = await asking(question);
    expect(JSON.stringify(body)).not.toContain("cancelled");
  }
});

describe("when it cannot answer it says so, and when to come back", () => {
  const unavailable = {
    status: 503,
    headers: { "retry-after": expect.stringMatching(/^\d+$/) },
    body: { code: "assistant.unavailable" },
  };
  const question = "How often does Marrow write a snapshot?";

  test.each([
    ["the chat model fails", { chat: "fail" }],
    ["the chat model is overloaded", { chat: "fail", status: 429 }],
    ["the chat model cuts the connection", { chat: "break" }],
    ["the chat model hangs", { chat: "hang" }],
    ["the embedding model fails", { embeddings: "fail" }],
  ])("%s", async (_, faults) => {
    await modelFaults(faults);
    expect(await asking(question)).toMatchObject(unavailable);
  });

  test("Qdrant is down", async () => {
    vi.stubEnv("QDRANT_URL", "http://127.0.0.1:9");
    vi.resetModules();
    const { handler } = await import("../../../functions/assistant/ask.ts");
    const reply = await call(handler, { body: { question, course_id: course.id }, token: student?.token });
    expect(reply).toMatchObject(unavailable);
  });

  test("but one failure of the model is nothing to speak of", async () => {
    await modelFaults({ chat: "fail", times: 1 });
    expect(await asking(question)).toMatchObject({
      status: 200,
      body: { answered: true, sources: [{ page: 12 }] },
    });
  });
});
