import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, openPostgres } from "@smartcourse/platform/postgres";
import { fillCatalogue } from "../../../bench/course-catalogue.ts";
import { explainList, listCases, rowsAllowed } from "../../../bench/course-plans.ts";
import { type ScratchDatabase, createScratchDatabase } from "../../support/scratch-database.ts";

const courses = 50_000;
let scratch: ScratchDatabase;
let db: Db;
let instructorId: number;

beforeAll(async () => {
  scratch = await createScratchDatabase();
  ({ instructorId } = await fillCatalogue(scratch.url, courses));
  db = openPostgres(scratch.url, 1);
});

afterAll(async () => {
  await db.destroy();
  await scratch.drop();
});

test("every list is read through indexes, and looks at no more rows than its page is worth", async () => {
  for (const one of listCases(instructorId)) {
    const plan = await explainList(db, one);
    const seen = { list: one.name, ...plan };
    expect(seen).toMatchObject({ scans: expect.not.arrayContaining([expect.stringContaining("Seq Scan")]) });
    const allowed = await rowsAllowed(db, one, courses);
    expect({ ...seen, allowed, isWithin: plan.rowsRead <= allowed }).toMatchObject({ isWithin: true });
  }
});
