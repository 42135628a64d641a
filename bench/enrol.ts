import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { enrollStudent } from "@smartcourse/core/enrollments/enroll-student";
import { postgres } from "@smartcourse/platform/postgres";
import { whenAskedToStop } from "../local/platform/signals.ts";
import { startServices } from "../local/platform/start-services.ts";
import { fillForEnrolment, first } from "./enrolment-catalogue.ts";
import { findPgbench, pgbench } from "./pgbench.ts";
import { type RecordedStatement, recordSql } from "./recorded-sql.ts";

const atOnce = 8;
const manyCourses = 1_000;
const places = ["one hot course", `${manyCourses} courses`] as const;
type Place = (typeof places)[number];

/** `pnpm bench enrol [--enrolments 3000] [--rounds 3]`: enrolments per second, each contender in turn in every round. */
export async function run(args: readonly string[]): Promise<void> {
  const options = {
    enrolments: { type: "string", default: "3000" },
    rounds: { type: "string", default: "3" },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const stopped = whenAskedToStop();
  const services = await startServices({ only: ["postgres"], say: console.log });
  const folder = await mkdtemp(join(tmpdir(), "bench-enrol-"));
  try {
    Object.assign(process.env, services.environment, { DATABASE_POOL_SIZE: String(atOnce) });
    const measuring = measure(folder, Number(values.enrolments), Number(values.rounds));
    await Promise.race([measuring, services.failed, stopped]);
  } finally {
    await postgres().destroy();
    await services.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(folder: string, enrolments: number, rounds: number): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? "";
  await fillForEnrolment(url, (enrolments + atOnce) * (2 * places.length * rounds + 1), manyCourses);
  const file = await findPgbench();
  const floor = file === undefined ? "the same SQL through pg" : "the same SQL by pgbench";
  if (file === undefined)
    console.log("There is no pgbench here (Debian: postgresql-contrib): pg alone stands in for it.");
  const statements = await recordSql(() => enrol(first.student, first.course), {
    student: first.student,
    course: first.course,
  });
  let student = first.student + 1;
  const block = () => (student += enrolments + atOnce) - enrolments - atOnce;
  const rates = new Map<string, number[]>();
  const note = (what: string, rate: number) => rates.set(what, [...(rates.get(what) ?? []), rate]);
  for (let round = 0; round < rounds; round++) {
    for (const place of places) {
      note(
        `${place}: ${floor}`,
        await byFloor({ file, folder, url, statements, enrolments }, block(), place),
      );
      note(`${place}: our operation`, await byOperation(block(), enrolments, place));
    }
  }
  print(rates, floor, statements.length);
}

interface Floor {
  readonly file: string | undefined;
  readonly folder: string;
  readonly url: string;
  readonly statements: readonly RecordedStatement[];
  readonly enrolments: number;
}

function byFloor({ file, enrolments, ...rest }: Floor, from: number, place: Place): Promise<number> {
  if (file === undefined) return byPg(rest.url, rest.statements, from, enrolments, place);
  const each = Math.ceil(enrolments / atOnce);
  const course =
    place === places[0] ? `${first.course}` : `random(${first.course}, ${first.course + manyCourses})`;
  const preamble = [
    "\\set n :n + 1",
    `\\set student ${from} + :client_id * ${each} + :n - 1`,
    `\\set course ${course}`,
  ];
  return pgbench(file, { ...rest, preamble, clients: atOnce, transactions: enrolments });
}

/** The recorded statements through `pg`, as pgbench would send them. */
async function byPg(
  url: string,
  statements: readonly RecordedStatement[],
  from: number,
  count: number,
  place: Place,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: atOnce });
  try {
    return await rateOf(count, async (n) => {
      const client = await pool.connect();
      const ids: Record<string, string> = { student: String(from + n), course: String(courseOf(n, place)) };
      for (const { sql, returnsId } of statements) {
        const text = sql.replaceAll(/:(student|course|id)\b/g, (_, name) => ids[name] ?? "");
        const { rows } = await client.query(text);
        if (returnsId) ids["id"] = String(rows[0].id);
      }
      client.release();
    });
  } finally {
    await pool.end();
  }
}

const byOperation = (from: number, count: number, place: Place) =>
  rateOf(count, (n) => enrol(from + n, courseOf(n, place)));

const courseOf = (n: number, place: Place) =>
  place === places[0] ? first.course : first.course + ((n * 7_919) % manyCourses);

async function enrol(student_id: number, course_id: number): Promise<{ id: number }> {
  const outcome = await postgres()
    .transaction()
    .execute((tx) => enrollStudent(tx, { student_id, course_id, waitlist: false }));
  if (outcome.kind !== "enrolled") throw new Error("There was no seat");
  return outcome.enrollment;
}

/** Works a second, with so many under way as there are connections. */
async function rateOf(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  const keepOn = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, keepOn));
  return count / ((performance.now() - started) / 1_000);
}

function print(rates: ReadonlyMap<string, readonly number[]>, floor: string, statements: number): void {
  const median = (name: string) =>
    (rates.get(name) ?? []).toSorted((a, b) => a - b)[Math.floor((rates.get(name)?.length ?? 0) / 2)] ??
    Number.NaN;
  console.log(
    `\nEnrolments a second, ${statements} statements each, ${atOnce} at once; the median round (all rounds)`,
  );
  for (const [name, all] of rates) {
    console.log(
      `${name.padEnd(45)}${median(name).toFixed(0).padStart(6)}  (${all.map((rate) => rate.toFixed(0)).join(", ")})`,
    );
  }
  for (const place of places) {
    const share = median(`${place}: our operation`) / median(`${place}: ${floor}`);
    console.log(`${place}: ${(100 * share).toFixed(0)} % of ${floor}`);
  }
}
