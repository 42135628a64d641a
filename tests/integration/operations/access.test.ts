import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Role, functionPath, roles } from "@smartcourse/contracts/define";
import { routes } from "@smartcourse/contracts/routes";
import { call } from "../../support/call.ts";
import { registerAndLogin } from "../../support/people.ts";

const plain = routes.filter((route) => route.stream !== true);
const guarded = plain.filter((route) => Array.isArray(route.access) && route.access.length < roles.length);
const withBody = plain.filter((route) => route.body !== undefined && route.form !== true);

let tokens: Record<Role, string>;

beforeAll(async () => {
  const people = await Promise.all(roles.map((role) => registerAndLogin(role)));
  tokens = Object.fromEntries(roles.map((role, index) => [role, people[index]?.token])) as Record<
    Role,
    string
  >;
});

async function load(id: (typeof routes)[number]["id"]) {
  const { handler } = await import(/* @vite-ignore */ pathToFileURL(`${functionPath(id)}.ts`).href);
  return handler;
}

/** Path parameters that are well formed and name nothing. */
const nowhere = {
  id: "2000000000",
  module_id: "2000000000",
  lesson_id: "2000000000",
  material_id: "2000000000",
  bulk_id: "2000000000",
  delivery_id: "2000000000",
};
/** Of those whose ids are no numbers. */
const otherIds: Readonly<Record<string, { id: string }>> = {
  "operations.getWorkflowStatus": { id: "publish-2000000000-v1" },
  "operations.getTask": { id: "00000000-0000-4000-8000-000000000000" },
  "analytics.getReport": { id: "00000000-0000-4000-8000-000000000000" },
};
const paramsOf = (id: string) =>
  id.startsWith("certificates.") ? { id: "0".repeat(32) } : (otherIds[id] ?? nowhere);

describe.each(guarded.map((route) => [route.id, route] as const))("%s", (_, route) => {
  test("is closed to every other role", async () => {
    const handler = await load(route.id);
    for (const role of roles.filter((candidate) => !route.access.includes(candidate))) {
      const reply = await call(handler, { token: tokens[role], params: paramsOf(route.id) });
      expect({ role, status: reply.status, code: reply.body.code }).toEqual({
        role,
        status: 403,
        code: "auth.role",
      });
    }
  });
});

/** What tells the first kind of a body that has several: its other fields are named only once that is known. */
function kindOf(body: z.ZodType | undefined): object {
  if (!(body instanceof z.ZodDiscriminatedUnion)) return {};
  const { discriminator, options } = body.def;
  const [first] = options;
  return first instanceof z.ZodObject ? { [discriminator]: first.shape[discriminator]?.value } : {};
}

/** What is wrong with it, the request, and the status and code it is answered with. */
type BadRequest = [kind: string, request: object, status: number, code: string];

describe.each(withBody.map((route) => [route.id, route] as const))("%s", (_, route) => {
  const role = Array.isArray(route.access) ? (route.access as readonly Role[])[0] : undefined;
  const send = async (request: object) =>
    call(await load(route.id), { token: role && tokens[role], params: paramsOf(route.id), ...request });

  test("names the field of a bad body", async () => {
    const reply = await send({ body: { ...kindOf(route.body), surely_not_a_field: true } });
    expect(reply).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(reply.body.errors.map(({ field }: { field: string }) => field)).toContain("surely_not_a_field");
  });

  const bare: BadRequest = ["no body at all", {}, 400, "request.invalid"];
  test.each<BadRequest>([
    ...(route.body?.safeParse(undefined).success ? [] : [bare]),
    ["broken JSON", { rawBody: "{" }, 400, "request.malformed_json"],
    ["a list", { body: [] }, 400, "request.invalid"],
    [
      "another media type",
      { body: {}, headers: { "content-type": "text/plain" } },
      415,
      "request.media_type",
    ],
    ["far too much", { rawBody: JSON.stringify({ x: "x".repeat(1_100_000) }) }, 413, "request.too_large"],
  ])("refuses %s", async (_kind, request, status, code) => {
    expect(await send(request)).toMatchObject({ status, body: { code } });
  });
});

describe.each(
  plain.filter((route) => route.path.includes("{id}")).map((route) => [route.id, route] as const),
)("%s", (_, route) => {
  test("names a path parameter that is no id, and answers 404 for what is not there", async () => {
    const role = Array.isArray(route.access) ? (route.access as readonly Role[])[0] : undefined;
    const handler = await load(route.id);
    const bad = await call(handler, {
      token: role && tokens[role],
      params: { ...nowhere, id: "x'; drop table users" },
    });
    expect(bad).toMatchObject({ status: 400, body: { code: "request.invalid", errors: [{ field: "id" }] } });
    if (route.body !== undefined) return;
    const missing = await call(handler, { token: role && tokens[role], params: paramsOf(route.id) });
    expect(missing.status).toBe(404);
  });
});
