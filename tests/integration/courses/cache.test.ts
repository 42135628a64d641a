import "../../support/use-scratch-database.ts";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { completePublishing } from "@smartcourse/core/courses/complete-publishing";
import { courseKey } from "@smartcourse/platform/course-cache";
import { postgres } from "@smartcourse/platform/postgres";
import { type CacheEntry, forget, readThrough } from "@smartcourse/platform/read-cache";
import { redis } from "@smartcourse/platform/redis";
import { handler as archiveCourse } from "../../../functions/courses/archive-course.ts";
import { handler as forgetCourse } from "../../../functions/courses/forget-course.ts";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { handler as drop } from "../../../functions/enrollments/drop-enrollment.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, addVersion, enrolBy, makeCourse, person } from "../enrollments/fixtures.ts";

// The metric itself, as CloudWatch would read it.
process.env["POWERTOOLS_METRICS_DISABLED"] = "false";
process.env["POWERTOOLS_DEV"] = "true";

let ada: Person;
const lines: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  ada = await person("instructor");
});

const read = (id: number, token?: string) => call(getCourse, { params: { id }, token });
const kept = (id: number) => redis().get<string>(courseKey(id));
const update = (id: number, body: object) => call(updateCourse, { params: { id }, body, token: ada.token });

describe("a published course in the cache", () => {
  test("answers for Postgres for an hour at most, and counts how often it did", async () => {
    const id = await makeCourse({ instructor: ada });
    const from = lines.length;
    const first = await read(id);
    await postgres().updateTable("courses").set({ title: "Behind its back" }).where("id", "=", id).execute();
    const second = await read(id);
    expect(second.body).toEqual(first.body);
    expect(second.headers["etag"]).toBe(first.headers["etag"]);
    const seconds = await redis().ttl(courseKey(id));
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    const rates = lines.slice(from).flatMap((line) => {
      const { cache, cache_hit_rate: hit } = JSON.parse(line) as {
        cache?: string;
        cache_hit_rate?: number | number[];
      };
      return cache === "course" ? [hit].flat() : [];
    });
    expect(rates).toEqual([0, 1]);
  });

  test("is dropped by every change of it, seats included", async () => {
    const id = await makeCourse({ instructor: ada, capacity: 5 });
    const student = await person("student");
    expect((await read(id)).body.enrolled_count).toBe(0);
    await update(id, { title: "New" });
    expect((await read(id)).body.title).toBe("New");
    const { body } = await enrolBy(student, id);
    expect((await read(id, student.token)).body.enrolled_count).toBe(1);
    await call(drop, { params: { id: body.id }, token: student.token });
    expect((await read(id)).body.enrolled_count).toBe(0);
    await call(archiveCourse, { params: { id }, token: ada.token });
    expect((await read(id)).status).toBe(404);
  });

  test("is dropped again by a task that comes with each change, and with the switch to a version", async () => {
    const id = await makeCourse({ instructor: ada });
    await update(id, { title: "New" });
    await addVersion(id, 2, [1]);
    await postgres()
      .transaction()
      .execute((tx) =>
        completePublishing(tx, { course_id: id, version: 2 }, { materials: 0, chunks: 0 }, []),
      );
    const tasks = await postgres()
      .selectFrom("tasks")
      .select(["id", "name"])
      .where("subject", "=", `course:${id}`)
      .where("name", "=", "courses-forget-course")
      .execute();
    expect(tasks.map(({ name }) => name)).toEqual(["courses-forget-course", "courses-forget-course"]);
    await read(id);
    expect(await kept(id)).not.toBeNull();
    const message = { task_id: tasks[0]?.id, name: "courses.forgetCourse", payload: { course_id: id } };
    expect(await forgetCourse(sqsEvent(JSON.stringify(message)))).toEqual({ batchItemFailures: [] });
    expect(await kept(id)).toBeNull();
  });

  test("is never a draft", async () => {
    const id = await makeCourse({ instructor: ada, status: "draft" });
    expect((await read(id, ada.token)).status).toBe(200);
    expect((await read(id)).status).toBe(404);
    expect(await kept(id)).toBe("null");
  });

  test("as another release wrote it is not understood, and read anew", async () => {
    const id = await makeCourse({ instructor: ada });
    await redis().set(courseKey(id), JSON.stringify({ id, title: "Old shape" }));
    expect((await read(id)).body).toMatchObject({ id, status: "published" });
  });
});

describe("reading through", () => {
  const entry = (): CacheEntry<{ revision: number }> => ({
    cache: "test",
    key: `test:${randomUUID()}`,
    seconds: 60,
    parse: (text) => JSON.parse(text) as { revision: number },
  });

  test("loads once for a hundred who miss at the same time", async () => {
    const one = entry();
    let loads = 0;
    const load = async () => {
      loads += 1;
      // As slow as it takes for all others to have asked.
      await eventually(() => asked === 100);
      return { revision: 1 };
    };
    let asked = 0;
    const all = await Promise.all(
      Array.from({ length: 100 }, () => {
        const answer = readThrough(one, load);
        asked += 1;
        return answer;
      }),
    );
    expect(loads).toBe(1);
    expect(new Set(all.map((value) => value?.revision))).toEqual(new Set([1]));
  });

  test("lets no slow reader bury a change", async () => {
    const one = entry();
    let goOn = () => {};
    const stalled = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let loading = false;
    const slow = readThrough(one, async () => {
      loading = true;
      await stalled;
      return { revision: 1 };
    });
    await eventually(() => loading);
    await forget([one.key]); // the change to revision 2 has been committed
    goOn();
    expect(await slow).toEqual({ revision: 1 });
    expect(await redis().get(one.key)).toBeNull();
    expect(await readThrough(one, async () => ({ revision: 2 }))).toEqual({ revision: 2 });
    expect(await readThrough(one, async () => ({ revision: 3 }))).toEqual({ revision: 2 });
  });

  test("leaves the lease to the next one when loading fails", async () => {
    const one = entry();
    await expect(readThrough(one, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await readThrough(one, async () => ({ revision: 1 }))).toEqual({ revision: 1 });
    expect(await redis().get(one.key)).toBe('{"revision":1}');
  });
});
