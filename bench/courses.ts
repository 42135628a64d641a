import { parseArgs } from "node:util";
import { migrate } from "@smartcourse/platform/migrate";
import { openPostgres, postgres } from "@smartcourse/platform/postgres";
import { whenAskedToStop } from "../local/platform/signals.ts";
import { startServices } from "../local/platform/start-services.ts";
import { fillCatalogue } from "./course-catalogue.ts";
import { explainList, listCases, rowsAllowed } from "./course-plans.ts";
import { printRace } from "./course-race.ts";

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
      RATE_LIMIT_FACTOR: "1",
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
