import { randomInt } from "node:crypto";
import { recordMetrics as contract } from "@smartcourse/contracts/analytics/tasks";
import { scheduledMessage } from "@smartcourse/contracts/schedule";
import { postgres } from "@smartcourse/platform/postgres";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { handler } from "../../../functions/analytics/record-metrics.ts";
import { handler as checkProjections } from "../../../functions/analytics/check-projections.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { makeCourse, person } from "../enrollments/fixtures.ts";
import { handler as getCourseAnalytics } from "../../../functions/analytics/get-course-analytics.ts";
import { call } from "../../support/call.ts";
import { consume, event } from "./fixtures.ts";

const tick = (at: string) => sqsEvent(JSON.stringify(scheduledMessage(contract, at)));

it("writes down how things stood at an hour, once however often the hour comes", async () => {
  const instructor = await person("instructor");
  const course_id = await makeCourse({ instructor });
  const enrol = (student_id: number, enrolled_at: string) =>
    event("student.enrolled", {
      enrollment_id: randomInt(1e9),
      student_id,
      course_id,
      version: 1,
      enrolled_at,
    });
  await consume(
    enrol(1, "2026-03-01T12:00:00Z"),
    enrol(2, "2026-03-09T12:00:00Z"),
    enrol(3, "2026-03-09T13:00:00Z"),
  );
  const hours = ["2026-03-10T00:00:00.000Z", "2026-03-10T01:00:00.000Z"];
  for (const hour of [hours[0], hours[0], hours[1], hours[0]]) {
    expect(await handler(tick(hour ?? ""))).toEqual({ batchItemFailures: [] });
  }
  const rows = await postgres()
    .selectFrom("analytics_metrics")
    .select(["metric_name", "metric_value", "recorded_at"])
    .where(sql<boolean>`dimension = ${JSON.stringify({ course_id })}::jsonb`)
    .orderBy("metric_name")
    .orderBy("recorded_at")
    .execute();
  expect(rows.map((row) => [row.metric_name, row.metric_value, row.recorded_at])).toEqual([
    ["active_students", 2, hours[0]],
    ["active_students", 2, hours[1]],
    ["at_risk_students", 1, hours[0]],
    ["at_risk_students", 1, hours[1]],
  ]);
  const query = { from: "2026-03-09", to: "2026-03-11" };
  const { body } = await call(getCourseAnalytics, {
    token: instructor.token,
    params: { id: course_id },
    query,
  });
  expect(body.activity).toEqual([{ recorded_at: hours[1], active_students: 2, at_risk_students: 1 }]);
});

it("is checked by a task of its own, which finds and does not mend", async () => {
  const message = { ...scheduledMessage({ id: "analytics.checkProjections" }, "2026-03-10T03:30:00.000Z") };
  expect(await checkProjections(sqsEvent(JSON.stringify(message)))).toEqual({ batchItemFailures: [] });
});
