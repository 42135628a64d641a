import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as enrollStudent } from "../../functions/enrollments/enroll-student.ts";
import { makeCourse, person, seats } from "../integration/enrollments/fixtures.ts";
import { call } from "../support/call.ts";
import { holdRequest } from "../support/held-request.ts";

// So many may be under way at once: each has a connection, as each Lambda has.
process.env["DATABASE_POOL_SIZE"] = "20";

async function enrolment() {
  const [student, course] = [await person("student"), await makeCourse()];
  const request = {
    method: "POST",
    path: "/enrollments",
    token: student.token,
    body: { course_id: course },
    headers: { "idempotency-key": randomUUID() },
  };
  return { student, course, request };
}

const enrolmentsIn = (course: number) =>
  postgres().selectFrom("enrollments").select(["id", "student_id"]).where("course_id", "=", course).execute();

it("fault 17: of fifty requests with one key at once one enrols, and all get its reply; with another body the key is refused", async () => {
  const { student, course, request } = await enrolment();
  const replies = await Promise.all(Array.from({ length: 50 }, () => call(enrollStudent, request)));
  const [row, ...others] = await enrolmentsIn(course);
  expect(others).toEqual([]);
  expect(replies.map(({ status, body }) => [status, body.id])).toEqual(replies.map(() => [201, row?.id]));
  expect(replies.filter(({ headers }) => headers["idempotent-replayed"] === "true")).toHaveLength(49);
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await seats(course)).toBe(1);

  const elsewhere = await makeCourse();
  const reused = { ...request, body: { course_id: elsewhere } };
  const refused = await Promise.all([call(enrollStudent, reused), call(enrollStudent, reused)]);
  for (const reply of refused)
    expect(reply).toMatchObject({ status: 422, body: { code: "idempotency.key_reused" } });
  expect(await enrolmentsIn(elsewhere)).toEqual([]);
  // A key belongs to its caller.
  const stranger = await person("student");
  const hers = await call(enrollStudent, { ...request, token: stranger.token });
  expect(hers).toMatchObject({ status: 201, body: { student_id: stranger.id } });
  expect(stranger.id).not.toBe(student.id);
});

it("fault 17: while the first request is under way for long, others are told to come back; when it dies, the next does its work", async () => {
  const { course, request } = await enrolment();
  const first = await holdRequest("functions/enrollments/enroll-student.ts", request, "before");
  const [one, two] = await Promise.all([call(enrollStudent, request), call(enrollStudent, request)]);
  for (const reply of [one, two])
    expect(reply).toMatchObject({ status: 409, body: { code: "idempotency.in_flight" } });
  expect(Number(one?.headers["retry-after"])).toBeGreaterThan(0);
  await first.kill();
  expect(await enrolmentsIn(course)).toEqual([]);

  const [again, repeated] = [await call(enrollStudent, request), await call(enrollStudent, request)];
  expect(again.status).toBe(201);
  expect(repeated).toMatchObject({
    status: 201,
    body: again.body,
    headers: { "idempotent-replayed": "true" },
  });
  expect(await enrolmentsIn(course)).toHaveLength(1);
});
