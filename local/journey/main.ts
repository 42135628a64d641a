import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { ApiClient } from "./api-client.ts";
import { watchCounters } from "./counters.ts";
import { sampleSubject } from "./sample-subject.ts";
import { playMainJob } from "./main-job.ts";
import type { Subject } from "./subject.ts";
import { createNarrator } from "./narrator.ts";

/** Plays the main job against the running platform; with --material and --question on a PDF that somebody brings. */
const { values } = parseArgs({ options: { material: { type: "string" }, question: { type: "string" } } });
const narrator = createNarrator(process.stdout);

function subject(): Subject {
  if (values.material === undefined) return sampleSubject();
  if (values.question === undefined)
    throw new Error(`--material also needs --question "…": what to ask about it`);
  return {
    title: basename(values.material).replace(/\.pdf$/i, ""),
    filename: basename(values.material),
    pdf: readFileSync(values.material),
    question: values.question,
  };
}

try {
  const api = new ApiClient(process.env["PUBLIC_API_URL"] ?? "http://localhost:8000");
  await playMainJob(api, subject(), narrator);
  const { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password } = process.env;
  if (email !== undefined && password !== undefined) await watchCounters(api, { email, password }, narrator);
  process.stdout.write(`journey: ${narrator.passed} steps passed\n`);
} catch (error) {
  process.stdout.write(
    `journey: failed after ${narrator.passed} steps: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
