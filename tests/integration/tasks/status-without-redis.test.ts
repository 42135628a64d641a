import { expect, test } from "vitest";
import { task } from "@smartcourse/platform/task";
import { sqsEvent } from "../../support/sqs-event.ts";
import { person } from "../enrollments/fixtures.ts";
import { ask, double, statusOf } from "./fixtures.ts";

// Nobody listens there: Redis is down for this file.
process.env["UPSTASH_REDIS_REST_URL"] = "http://127.0.0.1:1";

test("without Redis a task runs, and Postgres tells its owner how it goes and what came of it", async () => {
  const ada = await person("student");
  const { id, body } = await ask(ada.id);
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "pending", result: null });
  await task(double, async ({ number }, { progress }) => {
    await progress(50);
    expect((await statusOf(id, ada)).body).toMatchObject({ status: "running", progress: null });
    return { doubled: 2 * number };
  })(sqsEvent(body));
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "succeeded", result: { doubled: 42 } });
  expect((await statusOf(id, await person("student"))).status).toBe(404);
});
