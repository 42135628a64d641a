import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { TokenPair } from "@smartcourse/contracts/auth/schemas";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import { type ApiClient, ApiError } from "../journey/api-client.ts";

const password = "many feet on the same stairs";
const tooMany = 429;
const mostTries = 60;

/** Students of the course, each with an account of her own. One after the other: an address may not register many at once. */
export async function makeUsers(api: ApiClient, courseId: number, count: number): Promise<ApiClient[]> {
  const users: ApiClient[] = [];
  while (users.length < count) users.push(await makeUser(api, courseId));
  return users;
}

async function makeUser(api: ApiClient, courseId: number): Promise<ApiClient> {
  const username = `load-${randomUUID()}`;
  const email = `${username}@example.com`;
  await patiently(() => api.post("/auth/register", { email, username, password, role: "student" }));
  const tokens = await patiently(() => api.post<TokenPair>("/auth/login", { email, password }));
  const user = api.as(tokens.access_token);
  await patiently(() => user.post<Enrollment>("/enrollments", { course_id: courseId }));
  return user;
}

/** Tries again where the platform says that this was too much for now. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== tooMany || tries === mostTries) throw error;
      await pause(2_000);
    }
  }
}
