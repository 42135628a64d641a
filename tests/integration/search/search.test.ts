import { postgres } from "@smartcourse/platform/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "../../support/use-scratch-database.ts";
import { registerAndLogin } from "../../support/people.ts";
import { type CatalogueCourse, catalogue } from "./catalogue.ts";
import {
  ask,
  closeSearch,
  embedded,
  follow,
  heldOf,
  idsOf,
  indexPassages,
  openSearch,
  publishCourse,
} from "./fixtures.ts";

const ids = new Map<string, number>();
const idOf = (key: string) => ids.get(key) ?? 0;
let owner = 0;
let other = 0;

beforeAll(async () => {
  await openSearch();
  owner = (await registerAndLogin("instructor")).id;
  other = (await registerAndLogin("instructor")).id;
  for (const course of catalogue) ids.set(course.key, await publishCourse(owner, course));
});
afterAll(closeSearch);

/** A course of an instructor of its own, whose words no other has. */
function course(changes: Partial<CatalogueCourse> & { title: string }): Promise<number> {
  const plain = { key: "", description: "", difficulty: "beginner" as const, tags: [], outline: [] };
  return publishCourse(other, { ...plain, passages: ["Nothing much is said."], ...changes });
}

const change = (id: number, changes: object) =>
  postgres().updateTable("courses").set(changes).where("id", "=", id).execute();

const reasonOf = async (q: string, id: number) =>
  (await ask({ q })).body.items.find((hit: { course: { id: number } }) => hit.course.id === id)?.reason;

/** The highlighted words of a reason. */
const shownWords = ({ text, highlights }: { text: string; highlights: [number, number][] }) =>
  highlights.map(([start, end]) => text.slice(start, end));

describe("a hit", () => {
  it("is found by its meaning, with none of the words", async () => {
    const [first] = await idsOf("saving money for old age");
    expect(first).toBe(idOf("investing"));
  });

  it("says which passage it was found by, and where that stands", async () => {
    const reason = await reasonOf("oxalic acid in winter", idOf("bees"));
    expect(reason).toMatchObject({
      kind: "passage",
      text: "Varroa mites are treated with oxalic acid in winter, when there is no brood for them to hide in.",
      material_id: idOf("bees"),
      module_id: 41,
      page: 2,
    });
    expect(shownWords(reason)).toEqual(["oxalic", "acid", "winter"]);
  });

  it("says so where the title, the description or the outline is why", async () => {
    expect(await reasonOf("cs 101", idOf("computing"))).toMatchObject({
      kind: "title",
      text: "CS-101: Introduction to Computing",
      highlights: [[0, 6]],
      material_id: null,
    });
    expect(await reasonOf("device drivers", idOf("cpp"))).toMatchObject({
      kind: "description",
      text: "Modern C++ for people who write simulations and device drivers.",
    });
    expect(await reasonOf("wedging", idOf("pottery"))).toMatchObject({
      kind: "outline",
      text: "Wedging clay",
    });
  });

  it("shows no more of a long passage than 200 characters, around the words", async () => {
    const filler = "The margins of a ledger are kept clear for notes of the auditor. ".repeat(30);
    const id = await course({
      title: "Ledgers",
      passages: [`${filler}The quaestor zlotnik counted the coins twice. ${filler}`],
    });
    const reason = await reasonOf("zlotnik coins", id);
    expect(reason.text.length).toBeLessThanOrEqual(200);
    expect(reason.text).toContain("The quaestor zlotnik counted the coins twice.");
    expect(shownWords(reason)).toEqual(["zlotnik", "coins"]);
  });

  it("is found in spite of typing errors, and the reply says what was searched", async () => {
    const { body } = await ask({ q: "Intro to macine lerning" });
    expect(body.searched_as).toBe("Introduction to machine learning");
    expect(body.items[0].course.id).toBe(idOf("learning"));
    expect((await ask({ q: "machine learning" })).body.searched_as).toBeNull();
  });

  it("shows nothing of a course but what its own page shows", async () => {
    const [hit] = (await ask({ q: "keeping bees" })).body.items;
    expect(Object.keys(hit.course).toSorted()).toEqual([
      "difficulty",
      "enrolled_count",
      "id",
      "instructor_id",
      "published_at",
      "tags",
      "thumbnail_url",
      "title",
      "total_duration_hours",
    ]);
  });
});

describe("filters and pages", () => {
  it("narrow the search by difficulty, tag and instructor", async () => {
    const mine = await course({
      title: "Programming a loom",
      tags: ["weaving"],
      difficulty: "advanced",
      passages: ["Programming the warp of a loom by punched cards."],
    });
    expect(await idsOf("programming", { instructor_id: String(other) })).toEqual([mine]);
    expect(await idsOf("programming", { tag: "Weaving" })).toEqual([mine]);
    const advanced = await idsOf("programming", { difficulty: "advanced" });
    expect(advanced).toContain(mine);
    expect(advanced).not.toContain(idOf("javascript"));
    expect(await idsOf("programming", { difficulty: "advanced", tag: "finance" })).toEqual([]);
  });

  it("follow each other without a gap and end", async () => {
    const q = "introduction for beginners to science, data and history";
    const whole = await idsOf(q, { limit: "100" });
    const pages: number[] = [];
    let cursor: string | null | undefined;
    do {
      const { body } = await ask({ q, limit: "3", ...(cursor && { cursor }) });
      pages.push(...body.items.map((hit: { course: { id: number } }) => hit.course.id));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(whole.length).toBeGreaterThan(3);
    expect(pages).toEqual(whole);
  });

  it.each([
    ["q", {}],
    ["q", { q: "  " }],
    ["q", { q: "?!" }],
    ["q", { q: "a".repeat(201) }],
    ["limit", { q: "bees", limit: "101" }],
    ["difficulty", { q: "bees", difficulty: "hard" }],
    ["cursor", { q: "bees", cursor: "nonsense" }],
  ])("are refused where %s is wrong: %j", async (field, query: Record<string, string>) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe(field);
  });
});

describe("what nobody may find", () => {
  it("stays away from the moment in which Postgres says so, and leaves the index", async () => {
    const id = await course({ title: "Xylophone tuning", passages: ["Bars of rosewood are undercut."] });
    expect((await idsOf("xylophone"))[0]).toBe(id);
    await change(id, { status: "archived" });
    expect(await heldOf(id)).not.toEqual([]);
    expect(await idsOf("xylophone")).not.toContain(id);
    await follow(id);
    expect(await heldOf(id)).toEqual([]);
    await change(id, { status: "published" });
    await follow(id);
    expect((await idsOf("xylophone"))[0]).toBe(id);
    expect(await heldOf(id)).toHaveLength(2);
  });

  it("is a draft, and a course that was deleted", async () => {
    const id = await course({ title: "Zither making" });
    await change(id, { status: "draft", published_version: null });
    expect(await idsOf("zither")).not.toContain(id);
    await postgres().deleteFrom("courses").where("id", "=", id).execute();
    await follow(id);
    expect(await heldOf(id)).toEqual([]);
    expect((await ask({ q: "zithr" })).body.searched_as).toBeNull();
  });
});

describe("a published course that changes", () => {
  it("is found by its new version only, and nothing is embedded again", async () => {
    const id = await course({ title: "Mosses", passages: ["Sphagnum holds water.", "Liverworts creep."] });
    await indexPassages(id, 2, ["Hornworts fix nitrogen."]);
    await change(id, { published_version: 2 });
    expect(await reasonOf("sphagnum", id)).not.toMatchObject({ kind: "passage" });
    const before = embedded.length;
    await follow(id);
    expect(embedded).toHaveLength(before);
    expect(await heldOf(id)).toEqual(
      expect.arrayContaining([
        { kind: "passage", version: 2 },
        { kind: "head", version: 2 },
      ]),
    );
    expect(await heldOf(id)).toHaveLength(2);
    expect(await reasonOf("hornworts", id)).toMatchObject({
      kind: "passage",
      text: "Hornworts fix nitrogen.",
    });
    expect(await idsOf("sphagnum")).not.toContain(id);
  });

  it("is found by its new title and filters, and its words are mended by", async () => {
    const id = await course({ title: "Oboe reeds", passages: ["Cane is gouged and scraped."] });
    await change(id, { title: "Bassoon reeds", tags: ["bassoonery"], difficulty: "advanced" });
    await follow(id);
    expect((await idsOf("basoon"))[0]).toBe(id);
    expect(await idsOf("gouged cane", { tag: "bassoonery", difficulty: "advanced" })).toEqual([id]);
    expect((await ask({ q: "obooe" })).body.searched_as).toBeNull();
  });

  it("is what it is now, however many follow it at once while it changes", async () => {
    const id = await course({ title: "Tides", passages: ["Spring tides come with the new moon."] });
    await indexPassages(id, 2, ["Neap tides come with the half moon.", "A bore runs up the river."]);
    await Promise.all([
      ...[1, 2, 3].map(() => follow(id)),
      change(id, { published_version: 2 }).then(() => Promise.all([follow(id), follow(id)])),
    ]);
    const held = await heldOf(id);
    expect(held).toHaveLength(3);
    expect(held.map(({ version }) => version)).toEqual([2, 2, 2]);
    await Promise.all([follow(id), change(id, { status: "archived" }).then(() => follow(id)), follow(id)]);
    expect(await heldOf(id)).toEqual([]);
  });
});

describe("without the embedding provider", () => {
  it("finds by words and titles, and says so", async () => {
    const base = process.env["OPENAI_BASE_URL"];
    process.env["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1";
    try {
      const { status, body } = await ask({ q: "CS-201 hash tabel" });
      expect({ status, degraded: body.degraded }).toEqual({ status: 200, degraded: true });
      expect(body.items[0]).toMatchObject({ course: { id: idOf("structures") } });
    } finally {
      process.env["OPENAI_BASE_URL"] = base;
    }
    expect((await ask({ q: "hash tables" })).body.degraded).toBe(false);
  });
});
