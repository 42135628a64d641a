import { PassThrough } from "node:stream";
import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { notificationEvents } from "@smartcourse/contracts/notifications/schemas";
import { streamNew } from "@smartcourse/contracts/notifications/routes";
import { streamNotifications } from "@smartcourse/core/notifications/stream-notifications";
import { tell } from "@smartcourse/core/notifications/tell";
import { streamEndpoint } from "@smartcourse/platform/edge/stream";
import type { StreamHandler, StreamPrelude } from "@smartcourse/platform/edge/stream-runtime";
import { openPostgres, postgres } from "@smartcourse/platform/postgres";
import { handler as logOut } from "../../../functions/auth/log-out.ts";
import { handler as listOwn } from "../../../functions/notifications/list-own.ts";
import { call, toEvent } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, makeCourse, person } from "../enrollments/fixtures.ts";
import { consume, happened } from "./fixtures.ts";

let course: number;
let student: Person;
let preludes: StreamPrelude[];
let handler: StreamHandler;
const open: PassThrough[] = [];

beforeAll(async () => {
  vi.stubGlobal("awslambda", {
    streamifyResponse: (given: object) => given,
    HttpResponseStream: {
      from: (stream: PassThrough, prelude: StreamPrelude) => {
        preludes.push(prelude);
        return stream;
      },
    },
  });
  ({ handler } = await import("../../../functions/notifications/stream-new.ts"));
  course = await makeCourse();
});
beforeEach(async () => {
  preludes = [];
  student = await person("student");
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.destroy();
});

interface Event {
  readonly id: number;
  readonly event: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
}

/** Opens the stream; `events` grows as they come. */
function listen(reader: Person, headers: Record<string, string> = {}, by: StreamHandler = handler) {
  const stream = new PassThrough();
  open.push(stream);
  const events: Event[] = [];
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    events.splice(0, events.length, ...readEvents(text));
  });
  const request = toEvent({ method: "GET", path: "/notifications/stream", token: reader.token, headers });
  const ended = by(request, stream);
  return { events, ended, close: () => stream.destroy() };
}

function readEvents(text: string): Event[] {
  return text.split("\n\n").flatMap((block) => {
    const match = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(block);
    return match === null
      ? []
      : [{ id: Number(match[1]), event: match[2] ?? "", data: JSON.parse(match[3] ?? "") }];
  });
}

/** The same stream, in a hurry: it looks often, and ends when it is told to. */
function hurried(signal: AbortSignal): StreamHandler {
  return streamEndpoint(streamNew, notificationEvents, ({ db, actor, signal: gone }) =>
    streamNotifications(db, {
      reader: actor,
      lastSeen: undefined,
      pollMs: 20,
      signal: AbortSignal.any([gone, signal]),
    }),
  );
}

const named = (events: readonly Event[], name: string) => events.filter(({ event }) => event === name);

describe("the stream of new notifications", () => {
  test("says how many are unread, then tells each as it comes, under its own id", async () => {
    await consume(happened.enrolled(student.id, course));
    const { events } = listen(student);
    await eventually(() => named(events, "ready").length === 1);
    expect(events[0]).toMatchObject({ event: "ready", data: { unread_count: 1 } });
    await consume(happened.certified(student.id, course));
    await eventually(() => named(events, "notification").length === 1);
    const [{ id }] = (await call(listOwn, { token: student.token })).body.items;
    expect(named(events, "notification")).toMatchObject([{ id, data: { id, kind: "completed" } }]);
    expect(preludes[0]).toMatchObject({
      statusCode: 200,
      headers: { "content-type": "text/event-stream; charset=utf-8" },
    });
  });

  test("goes on after the last one that was seen", async () => {
    await consume(...[1, 2, 3].map(() => happened.enrolled(student.id, course)));
    const ids = (await call(listOwn, { token: student.token })).body.items.map(({ id }: Event) => id);
    const [newest, second, oldest] = ids;
    const { events } = listen(student, { "last-event-id": String(oldest) });
    await eventually(() => named(events, "notification").length === 2);
    expect(named(events, "notification").map(({ id }) => id)).toEqual([second, newest]);
  });

  test("tells nothing of what is another person's", async () => {
    const stranger = await person("student");
    const { events } = listen(stranger, { "last-event-id": "0" });
    await consume(happened.enrolled(student.id, course), happened.enrolled(stranger.id, course));
    await eventually(() => named(events, "notification").length === 1);
    expect(named(events, "notification")).toHaveLength(1);
  });

  test("ends as it should when its time is over, with the id to go on after", async () => {
    const over = new AbortController();
    const { events, ended } = listen(student, {}, hurried(over.signal));
    // What happens before the stream has begun is not new to it.
    await eventually(() => named(events, "ready").length === 1);
    await consume(happened.enrolled(student.id, course));
    await eventually(() => named(events, "notification").length === 1);
    over.abort();
    await ended;
    const [told] = named(events, "notification");
    expect(events.at(-1)).toEqual({ id: told?.id, event: "end", data: {} });
  });

  test("ends when the session does", async () => {
    const { events, ended } = listen(student, {}, hurried(new AbortController().signal));
    await eventually(() => named(events, "ready").length === 1);
    await call(logOut, { method: "POST", token: student.token });
    await ended;
    expect(named(events, "end")).toEqual([]);
    await listen(student).ended;
    expect(preludes.at(-1)).toMatchObject({ statusCode: 401 });
  });

  test("misses none that is committed late: a person's are committed in the order of their ids", async () => {
    const other = openPostgres(process.env["DATABASE_URL"] ?? "", 2);
    const { events } = listen(student, {}, hurried(new AbortController().signal));
    await eventually(() => named(events, "ready").length === 1);
    const notice = (eventId: string) => ({
      kind: "enrolled" as const,
      data: { course_id: course, course_title: "Bees" },
      eventId,
      happenedAt: new Date().toISOString(),
    });
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const waiting = sql`select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
      where datname = current_database() and locktype = 'advisory' and not granted`;
    let later: Promise<unknown> = Promise.resolve();
    await other.transaction().execute(async (tx) => {
      await tell(tx, notice(first), [student.id]);
      later = other.transaction().execute((another) => tell(another, notice(second), [student.id]));
      await eventually(async () => (await waiting.execute(postgres())).rows.length > 0);
    });
    await later;
    await eventually(() => named(events, "notification").length === 2);
    await other.destroy();
    const ids = named(events, "notification").map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });
});
