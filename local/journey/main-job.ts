import type { Answer } from "@smartcourse/contracts/assistant/schemas";
import type { TokenPair, User } from "@smartcourse/contracts/auth/schemas";
import type { Certificate } from "@smartcourse/contracts/certificates/schemas";
import type { Course } from "@smartcourse/contracts/courses/schemas";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import type { Notification } from "@smartcourse/contracts/notifications/schemas";
import type { ApiClient } from "./api-client.ts";
import { buildCourse, publish } from "./instructor.ts";
import type { Narrator } from "./narrator.ts";
import { readNotifications } from "./notifications.ts";
import { type StreamedAnswer, ask, enrol, learn, receive, watch } from "./student.ts";
import type { Subject } from "./subject.ts";

export interface Outcome {
  readonly course: Course;
  readonly enrollment: Enrollment;
  readonly answer: Answer;
  readonly streamed: StreamedAnswer;
  readonly certificate: Certificate;
  readonly notifications: readonly Notification[];
}

interface Person {
  readonly api: ApiClient;
  readonly user: User;
}

const password = "a walk in the botanical garden";

/**
 * The main job over the API alone: an instructor builds and publishes a course around a PDF; a student enrols, asks about
 * it, works through it, completes it and gets her certificate. Throws at the first thing that is not as it should be.
 */
export async function playMainJob(api: ApiClient, subject: Subject, narrator: Narrator): Promise<Outcome> {
  const instructor = await enter(api, "instructor", narrator);
  const course = await buildCourse(instructor.api, subject, narrator);
  await publish(instructor.api, course, narrator);
  const student = await enter(api, "student", narrator);
  const enrollment = await enrol(student.api, course, narrator);
  const answer = await ask(student.api, course, subject, narrator);
  const streamed = await watch(student.api, course, subject, narrator);
  const completed = await learn(student.api, course, enrollment, narrator);
  const certificate = await receive(student.api, completed, narrator);
  const notifications = await readNotifications(student.api, narrator);
  return { course, enrollment: completed, answer, streamed, certificate, notifications };
}

async function enter(api: ApiClient, role: "instructor" | "student", { step }: Narrator): Promise<Person> {
  const username = `${role}-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;
  const email = `${username}@example.com`;
  const user = await step(
    `the ${role} registers`,
    () => api.post<User>("/auth/register", { email, username, password, role }),
    (registered) => registered.email,
  );
  const tokens = await step(`the ${role} logs in`, () =>
    api.post<TokenPair>("/auth/login", { email, password }),
  );
  return { api: api.as(tokens.access_token), user };
}
