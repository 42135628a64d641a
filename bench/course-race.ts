import pg from "pg";
import { ListCoursesQuery } from "@smartcourse/contracts/courses/schemas";
import { courseListQuery } from "@smartcourse/core/courses/course-list-store";
import { toListing } from "@smartcourse/core/courses/list-courses";
import { type Db, postgres } from "@smartcourse/platform/postgres";
import type { HttpEvent } from "@smartcourse/platform/edge/request";
import type { HttpReply } from "@smartcourse/platform/edge/reply";
import { type Times, race } from "./measure.ts";

type Handler = (event: HttpEvent) => Promise<HttpReply>;

/** How many requests an address makes: far less than its limit, as usual readers do. */
const requestsEach = 100;
const floor = "pg alone";
const ours = {
  again: `handler, 1 of ${requestsEach} by its address`,
  first: "handler, the first of its address",
} as const;
const aim = 1.5;

/** A list page and a course, by the handler, against their SQL through `pg` alone. Each request is counted, as always. */
export async function printRace(url: string, rounds: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query("select id from courses where status = 'published' limit 1");
    const id = Number(rows[0].id);
    const list: Handler = (await import("../functions/courses/list-courses.ts")).handler;
    const read: Handler = (await import("../functions/courses/get-course.ts")).handler;
    const course = postgres().selectFrom("courses").selectAll().where("id", "=", id).compile();
    const contenders = [
      ...contendersOf("list page", pool, listSql(postgres()), list, "/courses"),
      ...contendersOf("course", pool, course, read, `/courses/${id}`, { id: String(id) }),
    ];
    print(await race(contenders, { rounds, warmUp: Math.ceil(rounds / 4) }));
  } finally {
    await pool.end();
  }
}

function contendersOf(
  what: string,
  pool: pg.Pool,
  { sql, parameters }: { sql: string; parameters: readonly unknown[] },
  handler: Handler,
  path: string,
  params: Record<string, string> = {},
) {
  const ask = (requestsOfOne: number, network: number) => {
    let asked = 0;
    return async () => {
      const caller = Math.floor(asked++ / requestsOfOne);
      const address = `10.${network}.${caller >> 8}.${caller & 255}`;
      const { statusCode } = await handler(event(path, params, address));
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    };
  };
  return [
    { name: `${what}: ${floor}`, work: () => pool.query(sql, [...parameters]) },
    { name: `${what}: ${ours.again}`, work: ask(requestsEach, 0) },
    { name: `${what}: ${ours.first}`, work: ask(1, 1) },
  ];
}

function listSql(db: Db) {
  const query = courseListQuery(db, toListing(ListCoursesQuery.parse({}), undefined));
  if (query === undefined) throw new Error("The list has no part");
  return query.compile();
}

function print(times: ReadonlyMap<string, Times>): void {
  console.log(`\n${"".padEnd(50)}  10 % ms  median     p95    mean  own CPU`);
  for (const [name, { low, median, p95, mean, cpu }] of times) {
    const figures = [low, median, p95, mean, cpu].map((ms) => ms.toFixed(3).padStart(8));
    console.log(name.padEnd(50) + figures.join(""));
  }
  for (const what of ["list page", "course"]) {
    for (const name of Object.values(ours)) {
      const [ratio, atBest] = (["median", "low"] as const).map((which) =>
        (timeOf(`${what}: ${name}`, which) / timeOf(`${what}: ${floor}`, which)).toFixed(2),
      );
      console.log(`${what}, ${name}: ${ratio} times the floor (${atBest} undisturbed; ${aim} is the aim)`);
    }
  }
  function timeOf(name: string, which: "median" | "low"): number {
    return times.get(name)?.[which] ?? Number.NaN;
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
