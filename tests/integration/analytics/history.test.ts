import * as fc from "fast-check";
import { countEvents } from "@smartcourse/contracts/analytics/consumers";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { checkProjections } from "@smartcourse/core/analytics/check-projections";
import { postgres } from "@smartcourse/platform/postgres";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { replayEvents } from "@smartcourse/platform/replay/replay-events";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler as countEvent } from "../../../functions/analytics/count-events.ts";
import { consume } from "./fixtures.ts";
import { type School, act, deeds, eventsSaid, openSchool } from "./school.ts";

let school: School;
const delivered = new Set<string>();

beforeAll(async () => {
  process.env["RATE_LIMIT_FACTOR"] = "1000";
  school = await openSchool();
});

const drifted = async () => (await checkProjections(postgres())).filter(({ differences }) => differences > 0);

/** Events in an order of chance, each at least once, through two consumers at once. */
async function deliver(events: readonly CloudEvent[], chances: readonly number[]): Promise<void> {
  const chance = (at: number) => chances[at % chances.length] ?? 0;
  const again = events.filter((_, at) => chance(at) % 3 === 0);
  const shuffled = [...events, ...again]
    .map((event, at) => ({ event, place: (chance(at) * 7919 + at * 104_729) % 9973 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ event }) => event);
  const half = Math.ceil(shuffled.length / 2);
  await Promise.all([consume(...shuffled.slice(0, half)), consume(...shuffled.slice(half), ...again)]);
}

const projection = countEvents.projection ?? [];

/** All rows of all projections; where nothing stands there may be a nought or no row. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = projection.map(async (table) => {
    const { rows } = await sql`select * from ${sql.table(table)} as t order by t`.execute(postgres());
    return [table, rows.filter((row) => (row as { value?: number }).value !== 0)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

describe("the projections of a school", () => {
  it("are what the tables say, after whatever happened, its events delivered in disorder and again", async () => {
    const history = fc.record({
      done: deeds,
      chances: fc.array(fc.nat(10_000), { minLength: 50, maxLength: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ done, chances }) => {
        for (const deed of done) await act(school, deed);
        const events = (await eventsSaid()).filter(({ id }) => !delivered.has(id));
        await deliver(events, chances);
        for (const { id } of events) delivered.add(id);
        expect(await drifted()).toEqual([]);
      }),
      { numRuns: 8, endOnFailure: true, seed: 1 },
    );
    const kinds = new Set((await eventsSaid()).map(({ type }) => type));
    for (const type of [
      "student.enrolled",
      "student.dropped",
      "course.completed",
      "student.waitlisted",
      "ai.asked",
    ])
      expect(kinds).toContain(type);
  });

  it("are the same when they are made again from the archive", async () => {
    const before = await everything();
    for (const rows of Object.values(before)) expect(rows).not.toEqual([]);
    await replayEvents(postgres(), countEvents, {
      from: new Date(0),
      apply: async (topic, messages) => void (await countEvent(kafkaBatch(topic, messages))),
    });
    expect(await everything()).toEqual(before);
  });
});

describe("a projection that is wrong", () => {
  beforeAll(async () => {
    for (const table of projection) {
      await sql`create table ${sql.table(`saved_${table}`)} as table ${sql.table(table)}`.execute(postgres());
    }
  });
  afterEach(async () => {
    for (const table of projection) {
      await sql`truncate ${sql.table(table)}`.execute(postgres());
      await sql`insert into ${sql.table(table)} table ${sql.table(`saved_${table}`)}`.execute(postgres());
    }
  });

  it.each([
    ["participants", "update analytics_participants set completion_percentage = 12.34 where announced"],
    ["participants", "delete from analytics_participants where announced"],
    ["standings", "update analytics_standings set value = value + 1"],
    [
      "enrollments",
      "update analytics_counters set value = value + 1 where name = 'enrollments' and course_id <> 0",
    ],
    [
      "platform",
      "update analytics_counters set value = value + 1 where name = 'questions' and course_id = 0",
    ],
    ["spans", "delete from analytics_counters where span = 15 and name = 'drops'"],
    ["accounts", "update analytics_counters set value = value - 1 where name = 'student_accounts'"],
    ["courses", "update analytics_courses set status = 'draft'"],
    ["versions", "delete from analytics_course_versions"],
    ["questions", "update analytics_askers set questions = questions + 1"],
    ["waiting", "insert into analytics_waiting values (1, 2, 3, 'waiting')"],
    ["certificates", "insert into analytics_counters values ('certificates', 1, 1440, now(), 0, 1)"],
  ])("is found: %s, after %s", async (name, corruption) => {
    expect(await drifted()).toEqual([]);
    await sql.raw(corruption).execute(postgres());
    const found = (await drifted()).find((drift) => drift.projection === name);
    expect(found?.differences).toBeGreaterThan(0);
    expect(found?.examples).not.toEqual([]);
  });
});
