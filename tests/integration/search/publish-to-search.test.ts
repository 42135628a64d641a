import { randomUUID } from "node:crypto";
import { searchCollectionName } from "@smartcourse/core/search/search-collection";
import { postgres } from "@smartcourse/platform/postgres";
import { qdrant } from "@smartcourse/platform/qdrant";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handler as refreshSearch } from "../../../functions/courses/refresh-search.ts";
import { handler as archiveCourse } from "../../../functions/courses/archive-course.ts";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { addFile, makeCourse, makeModule, publishToTheEnd } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";
import { kafkaBatch } from "./kafka-batch.ts";
import { ask, heldOf } from "./fixtures.ts";

let platform: SagaPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await openSagaPlatform();
  ada = await registerAndLogin("instructor");
});
afterAll(async () => {
  await platform.close();
  await qdrant().deleteCollection(searchCollectionName());
});

/** Hands the newest event of a kind to the consumer, once the outbox has it, and waits for what follows. */
async function deliver(type: string, course: number): Promise<void> {
  const rows = await eventually(
    async () => {
      const of = (table: "outbox" | "outbox_archive") =>
        postgres().selectFrom(table).select(["id", "message"]).where("kind", "=", "event").execute();
      const all = [...(await of("outbox")), ...(await of("outbox_archive"))].toSorted((a, b) => b.id - a.id);
      return all.filter(
        ({ message }) =>
          "type" in message &&
          message.type === type &&
          "subject" in message &&
          message.subject === String(course),
      );
    },
    (found) => found.length > 0,
  );
  const event = { ...rows[0]?.message, id: randomUUID() };
  await refreshSearch(kafkaBatch(event));
  await eventually(
    () =>
      postgres()
        .selectFrom("workflows")
        .select("state")
        .where("id", "=", `search-${event.id}`)
        .executeTakeFirst(),
    (row) => row?.state === "completed",
  );
}

it("finds a course from its publication until it is archived, with what it is called by then", async () => {
  const id = await makeCourse(ada, "Candle making");
  const moduleId = await makeModule(ada, id, "Wicks and wax");
  await addFile(ada, id, { content: "# Wax\n\nStearin makes tallow candles burn without smoke.", moduleId });
  expect(await publishToTheEnd(ada, id)).toMatchObject({ status: "completed" });
  const embedded = platform.model.embeddingRequests();
  await deliver("course.published", id);
  expect(platform.model.embeddingRequests() - embedded).toBe(1);
  const [hit] = (await ask({ q: "stearin tallow" })).body.items;
  expect(hit).toMatchObject({ course: { id }, reason: { kind: "passage", module_id: moduleId } });
  expect((await ask({ q: "wicks" })).body.items[0].reason).toMatchObject({
    kind: "outline",
    text: "Wicks and wax",
  });

  const change = { method: "PUT", params: { id }, token: ada.token };
  await call(updateCourse, { ...change, body: { title: "Chandlery" } });
  await deliver("course.updated", id);
  expect((await ask({ q: "chandlry" })).body.items[0]).toMatchObject({ course: { id, title: "Chandlery" } });

  await call(archiveCourse, { ...change, method: "POST" });
  expect((await ask({ q: "chandlery" })).body.items).toEqual([]);
  await deliver("course.archived", id);
  expect(await heldOf(id)).toEqual([]);
});
