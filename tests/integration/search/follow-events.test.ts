import { randomUUID } from "node:crypto";
import { postgres } from "@smartcourse/platform/postgres";
import { beforeAll, expect, it } from "vitest";
import "../../support/use-scratch-database.ts";
import { handler as refreshSearch } from "../../../functions/courses/refresh-search.ts";
import { registerAndLogin } from "../../support/people.ts";
import { kafkaBatch } from "./kafka-batch.ts";

const at = "2026-03-01T12:00:00.000Z";
let instructor_id = 0;

beforeAll(async () => {
  instructor_id = (await registerAndLogin("instructor")).id;
});

function event(type: string, course_id: number, data: object) {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "/smartcourse/course",
    type,
    time: at,
    subject: String(course_id),
    datacontenttype: "application/json",
    schemaversion: 1,
    aggregateversion: 2,
    data: { course_id, instructor_id, ...data },
  };
}

/** The workflows that were asked for, by their input. */
async function started(course_id: number): Promise<unknown[]> {
  const rows = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("kind", "=", "workflow")
    .where("destination", "=", "CourseSearchWorkflow")
    .where("aggregate_key", "=", `course:${course_id}`)
    .execute();
  return rows.map(({ message }) => ("input" in message ? message.input : undefined));
}

it("starts one workflow for an event, however often it comes", async () => {
  const published = event("course.published", 7, { title: "Sets", version: 2, published_at: at });
  await refreshSearch(kafkaBatch(published, published));
  await refreshSearch(kafkaBatch(published));
  expect(await started(7)).toEqual([{ course_id: 7 }]);
});

it("follows what can be seen in the search, and no other change", async () => {
  await refreshSearch(
    kafkaBatch(
      event("course.updated", 8, { fields: ["capacity"], updated_at: at }),
      event("course.updated", 8, { fields: ["capacity", "title"], updated_at: at }),
      event("course.archived", 8, { title: "Sets", version: 1, archived_at: at }),
      event("course.restored", 8, { title: "Sets", version: 1, restored_at: at }),
    ),
  );
  expect(await started(8)).toHaveLength(3);
});
