import "../../support/use-scratch-database.ts";
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as changeUserActive } from "../../../functions/auth/change-user-active.ts";
import { handler as changeUserRole } from "../../../functions/auth/change-user-role.ts";
import { handler as getMe } from "../../../functions/auth/get-me.ts";
import { handler as listUsers } from "../../../functions/auth/list-users.ts";
import { handler as logIn } from "../../../functions/auth/log-in.ts";
import { handler as logOut } from "../../../functions/auth/log-out.ts";
import { handler as refreshTokens } from "../../../functions/auth/refresh-tokens.ts";
import { handler as registerUser } from "../../../functions/auth/register-user.ts";
import { handler as updateMe } from "../../../functions/auth/update-me.ts";
import { call } from "../../support/call.ts";
import { openSession, password, registerAndLogin } from "../../support/people.ts";

const me = (token: string) => call(getMe, { token });
const refresh = (refresh_token: string) => call(refreshTokens, { method: "POST", body: { refresh_token } });
const name = () => `n${randomBytes(6).toString("hex")}`;

describe("register", () => {
  test("answers 201 with the account and never its password", async () => {
    const username = name();
    const email = `${username.toUpperCase()}@Example.com`;
    const reply = await call(registerUser, {
      method: "POST",
      body: { email, username, display_name: "Ada Lovelace", password, role: "student" },
    });
    expect(reply).toMatchObject({
      status: 201,
      headers: { location: `/users/${reply.body.id}` },
      body: {
        email: email.toLowerCase(),
        username,
        display_name: "Ada Lovelace",
        role: "student",
        is_active: true,
      },
    });
    expect(JSON.stringify(reply.body)).not.toContain("password");
  });

  test.each([
    ["a common password", { password: "password123" }, 422, "auth.password_weak", "password"],
    ["a short password", { password: "short" }, 400, "request.invalid", "password"],
    ["no e-mail address", { email: undefined }, 400, "request.invalid", "email"],
    ["the role of an admin", { role: "admin" }, 403, "auth.role_not_open", "role"],
    ["an unknown field", { is_admin: true }, 400, "request.invalid", "is_admin"],
  ])("refuses %s", async (_, change, status, code, field) => {
    const username = name();
    const body = { email: `${username}@example.com`, username, password, role: "student", ...change };
    const reply = await call(registerUser, { method: "POST", body });
    expect(reply).toMatchObject({ status, body: { code, errors: [{ field }] } });
    expect(reply.headers["content-type"]).toBe("application/problem+json");
  });

  test("takes an e-mail address and a username once, in any case", async () => {
    const first = name();
    const register = (email: string, username: string) =>
      call(registerUser, { method: "POST", body: { email, username, password } });
    expect((await register(`${first}@example.com`, first)).status).toBe(201);
    expect((await register(`${first}@EXAMPLE.com`, name())).body.code).toBe("auth.email_taken");
    expect((await register(`${name()}@example.com`, first.toUpperCase())).body.code).toBe(
      "auth.username_taken",
    );
  });
});

test("a person is shown as she says, in any script, until she takes it back", async () => {
  const admin = await registerAndLogin("admin");
  const person = await registerAndLogin("student");
  const say = (display_name: string | null) =>
    call(updateMe, { method: "PUT", token: person.token, body: { display_name } });
  expect((await me(person.token)).body.display_name).toBeNull();
  expect(await say("  Ειρήνη   Παπαδοπούλου ")).toMatchObject({
    status: 200,
    body: { id: person.id, display_name: "Ειρήνη Παπαδοπούλου" },
  });
  expect((await me(person.token)).body.display_name).toBe("Ειρήνη Παπαδοπούλου");
  const listed = await call(listUsers, { query: { email: person.email }, token: admin.token });
  expect(listed.body.items).toMatchObject([{ display_name: "Ειρήνη Παπαδοπούλου" }]);
  expect(await say("\u202eadA")).toMatchObject({
    status: 400,
    body: { errors: [{ field: "display_name" }] },
  });
  expect((await say(null)).body.display_name).toBeNull();
});

describe("log in", () => {
  test("tells a wrong password and an unknown account alike", async () => {
    const person = await registerAndLogin("student");
    const wrong = await call(logIn, {
      method: "POST",
      body: { email: person.email, password: "not this one" },
    });
    const unknown = await call(logIn, {
      method: "POST",
      body: { email: `${name()}@example.com`, password: "not this one" },
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: "auth.credentials" } });
    expect({ ...unknown.body, request_id: "" }).toEqual({ ...wrong.body, request_id: "" });
  });

  test("waits after repeated failures, and only for that account and address", async () => {
    const person = await registerAndLogin("student");
    const attempt = (secret: string, address: string) =>
      call(logIn, { method: "POST", body: { email: person.email, password: secret }, address });
    for (let failures = 0; failures < 9; failures++) await attempt("wrong", "10.0.0.1");
    const throttled = await attempt(password, "10.0.0.1");
    expect(throttled).toMatchObject({ status: 429, body: { code: "request.rate_limited" } });
    expect(Number(throttled.headers["retry-after"])).toBeGreaterThan(0);
    expect((await attempt(password, "10.0.0.2")).status).toBe(200);
  });
});

describe("refresh", () => {
  test("rotates: the new pair works", async () => {
    const person = await registerAndLogin("student");
    const rotated = await refresh(person.refreshToken);
    expect(rotated).toMatchObject({ status: 200, body: { token_type: "bearer", expires_in: 900 } });
    expect((await me(rotated.body.access_token)).body.id).toBe(person.id);
  });

  test("lets two tabs live that refresh at once", async () => {
    const person = await registerAndLogin("student");
    const tabs = await Promise.all([refresh(person.refreshToken), refresh(person.refreshToken)]);
    for (const tab of tabs) {
      expect(tab.status).toBe(200);
      expect((await refresh(tab.body.refresh_token)).status).toBe(200);
    }
  });

  test("ends the family when an old token is used after the grace", async () => {
    const person = await registerAndLogin("student");
    const thief = await refresh(person.refreshToken);
    await postgres()
      .updateTable("refresh_tokens")
      .set({ rotated_at: new Date(Date.now() - 11_000) })
      .where("rotated_at", "is not", null)
      .where("session_id", "in", (eb) =>
        eb.selectFrom("sessions").select("id").where("user_id", "=", person.id),
      )
      .execute();
    expect(await refresh(person.refreshToken)).toMatchObject({
      status: 401,
      body: { code: "auth.refresh_reused" },
    });
    expect((await refresh(thief.body.refresh_token)).body.code).toBe("auth.refresh_invalid");
    expect((await me(thief.body.access_token)).body.code).toBe("auth.session_ended");
  });

  test("refuses what was never a token", async () => {
    expect(await refresh("nonsense")).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
  });
});

describe("sessions", () => {
  test("end at once by logging out", async () => {
    const person = await registerAndLogin("student");
    expect((await me(person.token)).status).toBe(200);
    expect((await call(logOut, { method: "POST", token: person.token })).status).toBe(204);
    expect(await me(person.token)).toMatchObject({ status: 401, body: { code: "auth.session_ended" } });
    expect((await refresh(person.refreshToken)).status).toBe(401);
  });

  test("know of a changed role and of a switched-off account at the next request", async () => {
    const admin = await registerAndLogin("admin");
    const person = await registerAndLogin("student");
    expect((await call(listUsers, { token: person.token })).body.code).toBe("auth.role");
    await call(changeUserRole, {
      method: "PUT",
      params: { id: person.id },
      body: { role: "admin" },
      token: admin.token,
    });
    expect((await call(listUsers, { token: person.token })).status).toBe(200);
    await call(changeUserActive, {
      method: "PUT",
      params: { id: person.id },
      body: { is_active: false },
      token: admin.token,
    });
    expect((await me(person.token)).body.code).toBe("auth.session_ended");
    expect((await call(logIn, { method: "POST", body: { email: person.email, password } })).status).toBe(401);
    await call(changeUserActive, {
      method: "PUT",
      params: { id: person.id },
      body: { is_active: true },
      token: admin.token,
    });
    expect((await openSession(person.id, person.email, password)).token).toBeTruthy();
  });

  test("leave a trail of what admins do", async () => {
    const admin = await registerAndLogin("admin");
    const person = await registerAndLogin("student");
    await call(changeUserRole, {
      method: "PUT",
      params: { id: person.id },
      body: { role: "instructor" },
      token: admin.token,
    });
    const trail = await postgres()
      .selectFrom("audit_log")
      .selectAll()
      .where("subject", "=", `user:${person.id}`)
      .execute();
    expect(trail).toMatchObject([
      { actor_id: admin.id, action: "user.role_changed", details: { from: "student", to: "instructor" } },
    ]);
  });
});

test("users are listed page by page, newest first, without a gap or a repetition", async () => {
  const admin = await registerAndLogin("admin");
  for (let count = 0; count < 5; count++) await registerAndLogin("student");
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: "2", role: "student", ...(cursor !== null && { cursor }) };
    const { status, body } = await call(listUsers, { query, token: admin.token });
    expect(status).toBe(200);
    seen.push(...body.items.map((user: { id: number }) => user.id));
    cursor = body.next_cursor;
  } while (cursor !== null && seen.length < 6);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  expect(new Set(seen).size).toBe(seen.length);
  expect(
    (await call(listUsers, { query: { cursor: "bm9uc2Vuc2U" }, token: admin.token })).body.errors[0].field,
  ).toBe("cursor");
});
