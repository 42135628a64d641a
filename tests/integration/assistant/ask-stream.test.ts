import { afterEach, beforeAll, expect, test } from "vitest";
import { streamEvents } from "@smartcourse/contracts/assistant/schemas";
import type { StreamHandler } from "@smartcourse/platform/edge/stream-runtime";
import { awslambda, parsePrelude, runStreaming } from "../../../local/lambda/streamify.ts";
import { eventually } from "../../support/eventually.ts";
import { toEvent } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type Course, enrol, modelFaults, publishedCourse, questionsOf } from "./fixtures.ts";
import { handbook } from "./handbook.ts";

let student: Person;
let course: Course;
let handler: StreamHandler;

beforeAll(async () => {
  Object.assign(globalThis, { awslambda });
  ({ handler } = await import("../../../functions/assistant/ask-stream.ts"));
  const owner = await registerAndLogin("instructor");
  student = await registerAndLogin("student");
  course = await publishedCourse(owner, "Marrow Handbook", 2, handbook);
  await enrol(student, course.id, 1);
});

afterEach(() => modelFaults());

interface StreamEvent {
  readonly id: number;
  readonly event: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
}

/** The reply, and its body both as text and as events. */
async function stream(body: unknown, token: string | undefined = student.token) {
  const chunks: Buffer[] = [];
  const event = toEvent({ method: "POST", path: "/ai/ask-stream", body, token });
  await runStreaming(
    (_, reply) => handler(event, reply),
    event,
    {},
    {
      start: () => undefined,
      send: (chunk, accepted) => {
        chunks.push(chunk);
        accepted();
      },
    },
  );
  const parsed = parsePrelude(Buffer.concat(chunks));
  const text = parsed?.rest.toString("utf8") ?? "";
  return {
    status: parsed?.prelude.statusCode,
    headers: parsed?.prelude.headers ?? {},
    text,
    events: readEvents(text),
  };
}

function readEvents(text: string): StreamEvent[] {
  return text.split("\n\n").flatMap((block) => {
    const fields = Object.fromEntries(
      block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)),
    ) as Record<string, string>;
    const { id, event, data } = fields;
    return id === undefined || event === undefined
      ? []
      : [{ id: Number(id), event, data: JSON.parse(data ?? "null") }];
  });
}

const asking = (question: string) => stream({ question, course_id: course.id });

test("a streamed question is told as well, once", async () => {
  const before = await questionsOf(student);
  const { events } = await asking("How are passwords stored?");
  const { confidence, answered } = events.at(-1)?.data ?? {};
  // An answer does not wait long until it is told.
  const told = await eventually(
    async () => (await questionsOf(student)).slice(before.length),
    ({ length }) => length > 0,
  );
  expect(told.map(({ data }) => data)).toMatchObject([
    { course_id: course.id, version: 1, confidence, answered },
  ]);
});

test("the sources come first, then what they prove, then all of it", async () => {
  const { status, headers, events } = await asking("How long are snapshots kept?");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
  expect(events[0]).toMatchObject({
    event: "sources",
    data: { sources: [{ page: 12, material: "Marrow Handbook" }] },
  });
  const done = streamEvents.done.parse(events.at(-1)?.data);
  expect(events.at(-1)?.event).toBe("done");
  expect(done).toMatchObject({ answered: true, answer: expect.stringContaining("thirty days") });
  const tokens = events.filter(({ event }) => event === "token").map(({ data }) => data.text);
  expect(tokens.join("")).toBe(done.answer);
});

test("no token cites a source that was not sent before it", async () => {
  const { events } = await asking("How is a snapshot restored, and how is the port changed?");
  let known = 0;
  for (const { event, data } of events) {
    if (event === "sources") known = data.sources.length;
    if (event !== "token") continue;
    for (const [, number] of data.text.matchAll(/\[(\d+)\]/g))
      expect(Number(number)).toBeLessThanOrEqual(known);
  }
  expect(known).toBeGreaterThan(0);
});

test("what the course does not cover is told as an answer without sources", async () => {
  const { events } = await asking("Who painted the Mona Lisa?");
  expect(events).toMatchObject([
    { event: "sources", data: { sources: [] } },
    { event: "token", data: { text: "The course does not cover this." } },
    { event: "done", data: { answered: false, sources: [] } },
  ]);
});

test.each([
  ["nobody", () => stream({ question: "What?", course_id: course.id }, ""), 401, "auth.token_missing"],
  ["a question without text", () => asking("  "), 400, "request.invalid"],
  [
    "a course that is not there",
    () => stream({ question: "What?", course_id: 2_000_000_000 }),
    404,
    "course.not_found",
  ],
])("%s is refused with a status, before anything is streamed", async (_, run, status, code) => {
  const reply = await run();
  expect(reply).toMatchObject({ status, headers: { "content-type": "application/problem+json" } });
  expect(JSON.parse(reply.text)).toMatchObject({ code });
});

test("a model that is down is 503 with Retry-After", async () => {
  await modelFaults({ chat: "fail" });
  const reply = await asking("How long are snapshots kept?");
  expect(reply).toMatchObject({ status: 503, headers: { "retry-after": expect.stringMatching(/^\d+$/) } });
  expect(JSON.parse(reply.text)).toMatchObject({ code: "assistant.unavailable" });
});

test("a model that breaks off ends in an error: never in an answer", async () => {
  await modelFaults({ chat: "break" });
  const { status, text, events } = await asking(
    "How is a snapshot restored, and how long are snapshots kept?",
  );
  expect(events.map(({ event }) => event)).not.toContain("done");
  if (status === 200)
    expect(events.at(-1)).toMatchObject({ event: "error", data: { code: "assistant.unavailable" } });
  else expect(JSON.parse(text)).toMatchObject({ status: 503, code: "assistant.unavailable" });
});
