import { expect, test } from "vitest";
import { ApiClient } from "../../local/journey/api-client.ts";
import { watchCounters } from "../../local/journey/counters.ts";
import { playMainJob } from "../../local/journey/main-job.ts";
import { createNarrator } from "../../local/journey/narrator.ts";
import { sampleSubject } from "../../local/journey/sample-subject.ts";
import { playLoad } from "../../local/load/play-load.ts";
import { makeUsers } from "../../local/load/users.ts";

const api = new ApiClient(process.env["PUBLIC_API_URL"] ?? "");

test("the main job, from registering to completing, over HTTP and through every real service", async () => {
  const told: string[] = [];
  const narrator = createNarrator({ write: (text) => told.push(text) });
  const outcome = await playMainJob(api, sampleSubject(), narrator);
  const { course, enrollment, answer, streamed, certificate, notifications } = outcome;
  const inspections = {
    material_id: expect.any(Number),
    page: 3,
    quote: expect.stringContaining("every seven days"),
  };
  expect(answer.sources).toContainEqual(expect.objectContaining(inspections));
  expect(answer.answer).toContain("seven days");
  expect(streamed.sources).toContainEqual(expect.objectContaining(inspections));
  expect(enrollment).toMatchObject({ course_id: course.id, status: "completed", progress: 100 });
  expect(certificate).toMatchObject({ course_title: course.title, status: "valid" });
  const pdf = await fetch(certificate.pdf_url ?? "");
  expect((await pdf.text()).slice(0, 8)).toBe("%PDF-1.7");
  expect(notifications.map(({ title }) => title)).toContainEqual(`Welcome to ${course.title}`);
  const admin = {
    email: process.env["FIRST_ADMIN_EMAIL"] ?? "",
    password: process.env["FIRST_ADMIN_PASSWORD"] ?? "",
  };
  const dashboard = await watchCounters(api, admin, narrator);
  expect(dashboard.total_instructors).toBeGreaterThan(0);
  expect(told.join("")).toContain("completed on");

  // The plan's load test on the same course, by few and for a moment: nobody is refused, and all are answered.
  const users = await makeUsers(api, course.id, 4);
  const { question } = sampleSubject();
  const figures = await playLoad({ users, courseId: course.id, question, seconds: 5, thinks: [0.1, 0.3] });
  expect(figures.flatMap(({ errors }) => errors)).toEqual([]);
  expect(figures.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThanOrEqual(users.length);
});
