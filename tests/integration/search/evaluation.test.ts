import { afterAll, beforeAll, expect, it } from "vitest";
import "../../support/use-scratch-database.ts";
import { registerAndLogin } from "../../support/people.ts";
import { catalogue, labelled } from "./catalogue.ts";
import { ask, closeSearch, idsOf, openSearch, publishCourse } from "./fixtures.ts";

const ids = new Map<string, number>();

beforeAll(async () => {
  await openSearch();
  const { id: owner } = await registerAndLogin("instructor");
  for (const course of catalogue) ids.set(course.key, await publishCourse(owner, course));
});
afterAll(closeSearch);

/** Reciprocal of where the course stands that is meant; 0 where it was not found. */
async function reciprocalRank({ q, means }: (typeof labelled)[number]): Promise<number> {
  const place = (await idsOf(q)).indexOf(ids.get(means) ?? 0);
  return place === -1 ? 0 : 1 / (place + 1);
}

it("finds what people mean among the first three, in four of five searches of every kind", async () => {
  const results: ((typeof labelled)[number] & { readonly rank: number })[] = [];
  for (const query of labelled) results.push({ ...query, rank: await reciprocalRank(query) });
  const share = (of: typeof results, holds: (rank: number) => boolean) =>
    Number((of.filter(({ rank }) => holds(rank)).length / of.length).toFixed(3));
  const kinds = { ...Object.groupBy(results, ({ of }) => of), all: results };
  const table = Object.entries(kinds).map(([kind, of]) => ({
    kind,
    queries: of.length,
    "hit@1": share(of, (rank) => rank === 1),
    "hit@3": share(of, (rank) => rank >= 1 / 3),
    mrr: Number((of.reduce((sum, { rank }) => sum + rank, 0) / of.length).toFixed(3)),
  }));
  console.table(table);
  console.table(results.filter(({ rank }) => rank < 1));
  for (const row of table)
    expect(row).toMatchObject({ "hit@3": expect.toSatisfy((value: number) => value >= 0.8) });
});

it("finds nothing where nothing is meant", async () => {
  expect((await ask({ q: "qwzx vvkkj" })).body.items).toEqual([]);
});
