import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";
import { writeZip } from "../../support/write-zip.ts";
import { contentOf, importToTheEnd, materialRows, readArrived } from "./fixtures.ts";

let platform: SagaPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await openSagaPlatform();
  ada = await registerAndLogin("instructor");
});
afterAll(() => platform.close());

/** The manual of an HTTP client, as its package brings it: some forty pages that others wrote. */
async function manual() {
  const platformRequire = createRequire(resolve("packages/platform/package.json"));
  const clientRequire = createRequire(platformRequire.resolve("@qdrant/js-client-rest"));
  const folder = join(dirname(clientRequire.resolve("undici/package.json")), "docs/docs");
  const names = await readdir(folder, { recursive: true });
  const pages = names.filter((name) => name.endsWith(".md"));
  return Promise.all(
    pages.map(async (name) => ({ path: `docs/${name}`, content: await readFile(join(folder, name)) })),
  );
}

it("makes a course of the manual of a package, every page of it readable", async () => {
  const pages = await manual();
  expect(pages.length).toBeGreaterThan(30);
  const imported = await importToTheEnd(ada, writeZip(pages), { title: "Undici" });
  expect(imported).toMatchObject({ status: "completed", errors: [], left_out: [] });
  const id: number = imported.course_id;
  const { modules, materials } = await contentOf(ada, id);
  expect(modules.map(({ title }: { title: string }) => title)).toEqual(["Api", "Best practices"]);
  expect(modules.flatMap(({ lessons }: { lessons: unknown[] }) => lessons)).toHaveLength(pages.length);
  const titled = materials.find(({ filename }: { filename: string }) => filename === "mocking-request.md");
  expect(titled).toMatchObject({
    title: "Mocking Request",
    lesson: "Mocking Request",
    module: "Best practices",
  });
  await readArrived(id);
  const rows = await materialRows(id);
  expect(rows.map(({ status }) => status)).toEqual(pages.map(() => "ready"));
  for (const { chunk_count } of rows) expect(chunk_count).toBeGreaterThan(0);
});

it("takes pictures along, names what it leaves out, and forgives what systems put into archives", async () => {
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const bytes = writeZip([
    { path: "bees/README.md", content: "# Bees\n\nAll about them." },
    { path: "bees/01-hive/01-comb.md", content: "# Comb\n\n![A comb](../img/comb.png) ![Plan](plan.svg)" },
    { path: "bees/img/comb.png", content: png },
    { path: "bees/01-hive/plan.svg", content: "<svg/>" },
    { path: "__MACOSX/bees/._README.md", content: "rubbish" },
    { path: "bees/.DS_Store", content: "rubbish" },
  ]);
  const imported = await importToTheEnd(ada, bytes);
  expect(imported).toMatchObject({ status: "completed", left_out: [{ subject: "bees/01-hive/plan.svg" }] });
  const course = (await call(getCourse, { params: { id: imported.course_id }, token: ada.token })).body;
  expect(course).toMatchObject({ title: "Bees", description: "All about them." });
  expect((await contentOf(ada, imported.course_id)).materials).toMatchObject([
    { title: "Comb", filename: "01-comb.md", module: "Hive", lesson: "Comb" },
    { title: "A comb", filename: "comb.png", content_type: "image/png", module: "Hive", lesson: "Comb" },
  ]);
});
