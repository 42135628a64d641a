import { randomBytes } from "node:crypto";
import { handler as changeUserRole } from "../../functions/auth/change-user-role.ts";
import { handler as logIn } from "../../functions/auth/log-in.ts";
import { handler as registerUser } from "../../functions/auth/register-user.ts";
import { call } from "./call.ts";

export const password = "correct horse battery";

export interface Person {
  readonly id: number;
  readonly email: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** A new account with an open session. Admins are made by the admin that the seed made. */
export async function registerAndLogin(role: "student" | "instructor" | "admin"): Promise<Person> {
  const name = `t${randomBytes(6).toString("hex")}`;
  const email = `${name}@example.com`;
  const registered = await call(registerUser, {
    method: "POST",
    body: { email, username: name, password, role: role === "admin" ? "instructor" : role },
  });
  if (registered.status !== 201)
    throw new Error(`register answered ${registered.status}: ${JSON.stringify(registered.body)}`);
  if (role === "admin") await makeAdmin(registered.body.id);
  return openSession(registered.body.id, email, password);
}

export async function openSession(id: number, email: string, secret: string): Promise<Person> {
  const { status, body } = await call(logIn, { method: "POST", body: { email, password: secret } });
  if (status !== 200) throw new Error(`login answered ${status}: ${JSON.stringify(body)}`);
  return { id, email, token: body.access_token, refreshToken: body.refresh_token };
}

async function makeAdmin(id: number): Promise<void> {
  const first = await openSession(
    0,
    process.env["FIRST_ADMIN_EMAIL"] ?? "",
    process.env["FIRST_ADMIN_PASSWORD"] ?? "",
  );
  const changed = await call(changeUserRole, {
    method: "PUT",
    params: { id },
    body: { role: "admin" },
    token: first.token,
  });
  if (changed.status !== 200) throw new Error(`making an admin answered ${changed.status}`);
}
