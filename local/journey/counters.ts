import type { TokenPair } from "@smartcourse/contracts/auth/schemas";
import type { ApiClient } from "./api-client.ts";
import type { Narrator } from "./narrator.ts";
import { pollUntil } from "./poll.ts";

interface Dashboard {
  readonly total_instructors: number;
  readonly total_students: number;
  readonly total_courses: number;
  readonly new_enrollments_today: number;
  readonly completion_rate: number;
}

/** The admin sees what came of the journey's events: through outbox, relay, Kafka and the consumer. */
export async function watchCounters(
  api: ApiClient,
  admin: { email: string; password: string },
  { step }: Narrator,
): Promise<Dashboard> {
  const tokens = await api.post<TokenPair>("/auth/login", admin);
  return step(
    "the events reach the admin's dashboard",
    () =>
      pollUntil(
        "the counting of the events",
        () => api.as(tokens.access_token).get<Dashboard>("/analytics/dashboard"),
        (dashboard) =>
          dashboard.total_courses > 0 && dashboard.new_enrollments_today > 0 && dashboard.completion_rate > 0,
      ),
    ({ total_students, total_courses, new_enrollments_today }) =>
      `${total_students} students, ${total_courses} courses, ${new_enrollments_today} enrolments today`,
  );
}
