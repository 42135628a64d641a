/**
 * `pnpm load [--api http://localhost:8000] [--users 20] [--seconds 60]`: the plan's load test against a platform that runs on
 * this machine. Fails where one request did.
 */
import { parseArgs } from "node:util";
import { ApiClient } from "../journey/api-client.ts";
import { playMainJob } from "../journey/main-job.ts";
import { createNarrator } from "../journey/narrator.ts";
import { sampleSubject } from "../journey/sample-subject.ts";
import { Failure, report } from "../platform/failure.ts";
import { describe } from "./figures.ts";
import { playLoad } from "./play-load.ts";
import { makeUsers } from "./users.ts";

const most = { users: 200, seconds: 600 } as const;

function options() {
  const { values } = parseArgs({
    options: {
      api: { type: "string", default: process.env["PUBLIC_API_URL"] ?? "http://localhost:8000" },
      users: { type: "string", default: "20" },
      seconds: { type: "string", default: "60" },
    },
  });
  const { hostname } = new URL(values.api);
  if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname))
    throw new Failure(`The load goes to this machine alone, not to ${hostname}.`);
  return { api: new ApiClient(values.api), users: bounded("users"), seconds: bounded("seconds") };

  function bounded(name: keyof typeof most): number {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most[name]) return value;
    throw new Failure(`--${name} is a whole number from 1 to ${most[name]}.`);
  }
}

try {
  const { api, users: count, seconds } = options();
  const subject = sampleSubject();
  const { course } = await playMainJob(api, subject, createNarrator({ write: () => undefined }));
  console.log(`Course ${course.id} is published; ${count} students enrol …`);
  const users = await makeUsers(api, course.id, count);
  console.log(`They work for ${seconds} s, and think 1 to 3 s between two requests.`);
  const { question } = subject;
  const figures = await playLoad({ users, courseId: course.id, question, seconds, thinks: [1, 3] });
  console.log(`\n${describe(figures)}`);
  const errors = figures.flatMap((of) => of.errors);
  for (const error of new Set(errors)) console.log(`  ${error}`);
  if (errors.length > 0) process.exitCode = 1;
} catch (error) {
  report(error);
  process.exitCode = 1;
}
