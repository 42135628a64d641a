import "../../support/use-scratch-database.ts";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as listCourses } from "../../../functions/courses/list-courses.ts";
import { call } from "../../support/call.ts";
import { type Person, person } from "../enrollments/fixtures.ts";

type Row = Awaited<ReturnType<typeof insert>>[number];

const statuses = ["draft", "published", "archived"] as const;
const difficulties = ["beginner", "intermediate", "advanced"] as const;
const titles = ["Node.js in practice", "C++ for bees", "node basics", "Änderungen", "Zebra care", "The Node"];
/** Several courses share each value that is sorted by. */
const now = Date.now();

let ada: Person;
let eve: Person;
let admin: Person;
let rows: Row[];

function insert() {
  return postgres()
    .insertInto("courses")
    .values(
      Array.from({ length: 60 }, (_, n) => ({
        title: titles[n % titles.length] ?? "",
        instructor_id: n % 2 === 0 ? ada.id : eve.id,
        status: statuses[n % 3] ?? "draft",
        difficulty: difficulties[n % 4] ?? null,
        tags: n % 5 === 0 ? ["five", "all"] : ["all"],
        enrolled_count: [0, 3, 40, 41][n % 4] ?? 0,
        updated_at: new Date(now - (n % 7) * 1_000),
        published_version: 1,
        description: null,
        total_duration_hours: null,
        thumbnail_url: null,
        prerequisites: [],
        capacity: null,
        published_at: null,
      })),
    )
    .returningAll()
    .execute();
}

beforeAll(async () => {
  [ada, eve, admin] = await Promise.all([person("instructor"), person("instructor"), person("admin")]);
  rows = await insert();
});

const byCode = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const orders: Record<string, (a: Row, b: Row) => number> = {
  newest: (a, b) => b.id - a.id,
  title: (a, b) => byCode(a.title.toLowerCase(), b.title.toLowerCase()) || a.id - b.id,
  popular: (a, b) => b.popularity - a.popularity || b.id - a.id,
  updated: (a, b) => byCode(b.updated_at, a.updated_at) || b.id - a.id,
};
const filters: [object, (row: Row) => boolean][] = [
  [{}, () => true],
  [{ status: "draft" }, (row) => row.status === "draft"],
  [
    { difficulty: "advanced", tag: "Five" },
    (row) => row.difficulty === "advanced" && row.tags.includes("five"),
  ],
  [{ q: "NODE" }, (row) => /node/i.test(row.title)],
  [{ q: "js pract" }, (row) => row.title === "Node.js in practice"],
  [{ q: "node.js" }, (row) => row.title === "Node.js in practice"],
  [{ q: "c++" }, (row) => /\bc/i.test(row.title)],
  [{ q: "o'; drop & | ! \\\\ ( :*" }, () => false],
];

async function listAll(query: Record<string, string>, token: string | undefined): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await call(listCourses, {
      query: { limit: "7", ...query, ...(cursor !== null && { cursor }) },
      token,
    });
    ids.push(...body.items.map((course: { id: number }) => course.id));
    cursor = body.next_cursor;
  } while (cursor !== null);
  return ids;
}

test.each(Object.keys(orders))(
  "by %s, pages put together are the list, for everybody who asks",
  async (sort) => {
    const seers: [string | undefined, (row: Row) => boolean][] = [
      [undefined, (row) => row.status === "published"],
      [ada.token, (row) => row.status === "published" || row.instructor_id === ada.id],
      [admin.token, () => true],
    ];
    for (const [token, sees] of seers) {
      for (const [filter, fits] of filters) {
        const expected = rows.filter((row) => sees(row) && fits(row)).toSorted(orders[sort]);
        expect({ filter, ids: await listAll({ sort, ...filter }, token) }).toEqual({
          filter,
          ids: expected.map(({ id }) => id),
        });
      }
      const hers = rows.filter((row) => sees(row) && row.instructor_id === eve.id).toSorted(orders[sort]);
      expect(await listAll({ sort, instructor_id: String(eve.id) }, token)).toEqual(hers.map(({ id }) => id));
    }
  },
);

test("a cursor of another sort, or of nobody, is refused, and so are words without a letter", async () => {
  const { body } = await call(listCourses, { query: { sort: "title", limit: "2" } });
  for (const cursor of [body.next_cursor, randomUUID()]) {
    expect(await call(listCourses, { query: { sort: "popular", cursor } })).toMatchObject({
      status: 400,
      body: { code: "request.invalid", errors: [{ field: "cursor" }] },
    });
  }
  for (const query of [{ q: " ++ " }, { sort: "price" }]) {
    expect((await call(listCourses, { query })).status).toBe(400);
  }
});
