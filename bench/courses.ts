import { parseArgs } from "node:util";
import pg from "pg";
import { ListCoursesQuery } from "@smartcourse/contracts/courses/schemas";
import { courseListQuery } from "@smartcourse/core/courses/course-list-store";
import { toListing } from "@smartcourse/core/courses/list-courses";
import { migrate } from "@smartcourse/platform/migrate";
import { type Db, openPostgres, postgres } from "@smartcourse/platform/postgres";
import type { HttpEvent } from "@smartcourse/platform/edge/request";
import type { HttpReply } from "@smartcourse/platform/edge/reply";
import { whenAskedToStop } from "../local/platform/signals.ts";
import { startServices } from "../local/platform/start-services.ts";
import { fillCatalogue } from "./course-catalogue.ts";
import { explainList, listCases, rowsAllowed } from "./course-plans.ts";
import { race } from "./measure.ts";

type Handler = (event: HttpEvent) => Promise<HttpReply>;

/** `pnpm bench courses [--courses 1000000] [--rounds 2000]` */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      courses: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "2000" },
    },
  });
  const [courses, rounds] = [Number(values.courses), Number(values.rounds)];
  const stopped = whenAskedToStop();
  const services = await startServices({ only: ["postgres", "redis"], say: console.log });
  try {
    Object.assign(process.env, services.environment, {
      RATE_LIMIT_FACTOR: "1000000",
      POWERTOOLS_LOG_LEVEL: "SILENT",
      POWERTOOLS_METRICS_DISABLED: "true",
    });
    await Promise.race([
      measure(services.environment["DATABASE_URL"] ?? "", courses, rounds),
      services.failed,
      stopped,
    ]);
  } finally {
    await postgres().destroy();
    await services.stop();
  }
}

async function measure(url: string, courses: number, rounds: number): Promise<void> {
  const instructorId = await fill(url, courses);
  await printPlans(url, courses, instructorId);
  await printRace(url, rounds);
}

async function fill(url: string, courses: number): Promise<number> {
  const started = performance.now();
  const db = openPostgres(url, 1);
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  const { instructorId } = await fillCatalogue(url, courses);
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(`\n${courses.toLocaleString("en")} courses, filled in ${seconds} s\n`);
  return instructorId;
}

/** Every list in turn, each twice: what its plan reads once it is in memory. */
async function printPlans(url: string, courses: number, instructorId: number): Promise<void> {
  const db = openPostgres(url, 1);
  try {
    const rows = [];
    for (const one of listCases(instructorId)) {
      await explainList(db, one);
      const { scans, ...figures } = await explainList(db, one);
      rows.push({ list: one.name, ...figures, scans, allowed: await rowsAllowed(db, one, courses) });
    }
    printByShape(rows);
    const scanned = rows.filter(({ scans }) => scans.some((scan) => scan.startsWith("Seq Scan")));
    const beyond = rows.filter(({ rowsRead, allowed }) => rowsRead > allowed);
    console.log(
      `${rows.length} lists: ${scanned.length} scan the table, ${beyond.length} read more rows than allowed`,
    );
    for (const { list } of new Set([...scanned, ...beyond])) console.log(`  not as wanted: ${list}`);
  } finally {
    await db.destroy();
  }
}

interface Row {
  readonly list: string;
  readonly scans: readonly string[];
  readonly rowsRead: number;
  readonly buffers: number;
  readonly milliseconds: number;
}

/** The worst of each sort and set of filters. */
function printByShape(rows: readonly Row[]): void {
  const shapes = Map.groupBy(rows, ({ list }) => {
    const [, sort, , ...filters] = list.split(", ");
    return [sort, ...filters].join(" + ");
  });
  console.log("sort + filters (the worst of its callers and pages) | ms | rows read | buffers | indexes");
  for (const [shape, members] of shapes) {
    const worst = members.toSorted((a, b) => b.milliseconds - a.milliseconds)[0];
    if (worst === undefined) continue;
    const indexes = new Set(worst.scans.filter((scan) => !scan.startsWith("Bitmap Heap")).map(shortened));
    const { milliseconds, rowsRead, buffers } = worst;
    console.log(
      `${shape} | ${milliseconds.toFixed(2)} | ${rowsRead} | ${buffers} | ${[...indexes].join(", ")}`,
    );
  }
}

function shortened(scan: string): string {
  return scan.replace(/^.* /, "").replace(/^idx_courses_/, "");
}

async function printRace(url: string, rounds: number): Promise<void> {
  const list: Handler = (await import("../functions/courses/list-courses.ts")).handler;
  const read: Handler = (await import("../functions/courses/get-course.ts")).handler;
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    // Each request is counted in Redis; a caller of its own keeps it from the limit.
    let callers = 0;
    const page = listSql(postgres());
    const id = (await pool.query("select id from courses where status = 'published' limit 1")).rows[0].id;
    const course = postgres().selectFrom("courses").selectAll().where("id", "=", id).compile();
    const ask =
      (handler: Handler, path: string, params: Record<string, string> = {}) =>
      async () => {
        const { statusCode } = await handler(event(path, params, `10.0.0.${callers++}`));
        if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
      };
    const run =
      ({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) =>
      () =>
        pool.query(sql, [...parameters]);
    const times = await race(
      [
        { name: "list page: pg alone", work: run(page) },
        { name: "list page: handler", work: ask(list, "/courses") },
        { name: "course: pg alone", work: run(course) },
        { name: "course: handler", work: ask(read, `/courses/${id}`, { id: String(id) }) },
      ],
      { rounds, warmUp: Math.ceil(rounds / 4) },
    );
    print(times);
  } finally {
    await pool.end();
  }
}

function listSql(db: Db) {
  const query = courseListQuery(db, toListing(ListCoursesQuery.parse({}), undefined));
  if (query === undefined) throw new Error("The list has no part");
  return query.compile();
}

function print(times: Awaited<ReturnType<typeof race>>): void {
  console.log("\n                        median ms     p95    mean  own CPU");
  for (const [name, { median, p95, mean, cpu }] of times) {
    console.log(name.padEnd(24) + [median, p95, mean, cpu].map((ms) => ms.toFixed(3).padStart(8)).join(""));
  }
  for (const what of ["list page", "course"]) {
    const [floor, ours] = [times.get(`${what}: pg alone`), times.get(`${what}: handler`)];
    if (floor === undefined || ours === undefined) continue;
    console.log(
      `${what}: ${(ours.median / floor.median).toFixed(2)} times the floor (at most 1.5 are wanted)`,
    );
  }
}

function event(path: string, pathParameters: Record<string, string>, sourceIp: string): HttpEvent {
  return {
    rawPath: path,
    headers: {},
    pathParameters,
    isBase64Encoded: false,
    requestContext: { http: { method: "GET", sourceIp }, requestId: "bench" },
  };
}
