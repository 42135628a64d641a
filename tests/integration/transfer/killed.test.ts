import { afterAll, beforeAll, expect, it } from "vitest";
import { readDraft } from "@smartcourse/core/courses/content-store";
import { checkImport, copyFiles } from "@smartcourse/core/transfer/import-archive";
import { findImport, lockImport } from "@smartcourse/core/transfer/import-store";
import { type Db, postgres } from "@smartcourse/platform/postgres";
import { getObject, listKeys, putObject } from "@smartcourse/platform/s3";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { makeImportedCourse } from "../../../temporal-worker/make-imported-course.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";
import { writeZip } from "../../support/write-zip.ts";
import { materialRows, sendArchive } from "./fixtures.ts";

let platform: ScratchPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await openScratchPlatform();
  ada = await registerAndLogin("instructor");
});
afterAll(() => platform.close());

const bytes = writeZip([
  { path: "hive/a.md", content: "# A\n\nFirst." },
  { path: "hive/b.md", content: "# B\n\nSecond." },
]);
const coursesOf = (who: Person) =>
  postgres().selectFrom("courses").select("id").where("instructor_id", "=", who.id).execute();

/** A database that goes away at the commit: all of the transaction is done, and none of it stays. */
function dyingAtCommit(db: Db): Db {
  const dying = {
    execute: (work: (tx: never) => Promise<unknown>) =>
      db.transaction().execute(async (tx) => {
        await work(tx as never);
        throw new Error("killed before the commit");
      }),
  };
  return new Proxy(db, {
    get: (target, name) => {
      if (name === "transaction") return () => dying;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

it("makes a course whole or not at all, whenever it is killed, and once", async () => {
  const db = postgres();
  const { id } = await sendArchive(ada, bytes);
  await checkImport(db, id, () => undefined);
  await expect(makeImportedCourse(dyingAtCommit(db), id)).rejects.toThrow("killed before the commit");
  expect(await coursesOf(ada)).toEqual([]);
  const taken = (await findImport(db, id))?.course_id ?? 0;
  expect((await readDraft(taken)).modules).toHaveLength(1);

  await Promise.all([makeImportedCourse(db, id), makeImportedCourse(db, id)]);
  expect(await coursesOf(ada)).toEqual([{ id: taken }]);
  expect(await materialRows(taken)).toHaveLength(2);

  await call(addModule, { params: { id: taken }, body: { title: "Mine" }, token: ada.token });
  await makeImportedCourse(db, id);
  expect((await readDraft(taken)).modules.map(({ title }) => title)).toEqual(["Hive", "Mine"]);

  await db.deleteFrom("materials").where("title", "=", "A").where("course_id", "=", taken).execute();
  const signal = new AbortController().signal;
  await copyFiles(db, id, signal);
  await copyFiles(db, id, signal);
  const [left] = await materialRows(taken);
  expect(await listKeys(`uploads/${taken}/`)).toEqual([left?.upload_key]);
  expect(Buffer.from(await getObject(left?.upload_key ?? "")).toString()).toBe("# B\n\nSecond.");
});

it("reads no other archive than the one that it checked", async () => {
  const db = postgres();
  const { id, key } = await sendArchive(ada, bytes);
  await checkImport(db, id, () => undefined);
  await putObject(key, writeZip([{ path: "c/a.md", content: "# C" }]), "application/zip");
  await expect(makeImportedCourse(db, id)).rejects.toThrow(/removed or replaced/);
  const row = await db.transaction().execute((tx) => lockImport(tx, id));
  expect(row).toMatchObject({ course_id: null, course_made_at: null });
});
