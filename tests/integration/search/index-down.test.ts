import "../../support/use-scratch-database.ts";
import { once } from "node:events";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as search } from "../../../functions/courses/search-courses.ts";
import { call } from "../../support/call.ts";
import { makeCourse, person } from "../enrollments/fixtures.ts";

/** In the index' place: somebody who hangs up, or takes the call and never says a word. */
const index = createServer((socket) => greet(socket));
let greet: (socket: Socket) => unknown;
let id: number;

beforeAll(async () => {
  await once(index.listen(0, "127.0.0.1"), "listening");
  process.env["QDRANT_URL"] = `http://127.0.0.1:${(index.address() as AddressInfo).port}`;
  id = await makeCourse({ instructor: await person("instructor") });
  await postgres()
    .updateTable("courses")
    .set({ title: "Beekeeping without smoke" })
    .where("id", "=", id)
    .execute();
});
afterAll(() => {
  index.close();
});

test.each([
  ["is down", (socket: Socket) => socket.destroy()],
  ["hangs", (socket: Socket) => socket.unref()],
])("where the index %s, courses are found by their titles, and the answer says so", async (_, behaviour) => {
  greet = behaviour;
  const { status, body } = await call(search, { query: { q: "beekeeping" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    degraded: true,
    items: [{ course: { id }, reason: { kind: "title", text: "Beekeeping without smoke" } }],
  });
});
