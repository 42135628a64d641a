import type { EventType } from "../define.ts";
import * as assistant from "../assistant/events.ts";
import * as auth from "../auth/events.ts";
import * as certificates from "../certificates/events.ts";
import * as content from "../content/events.ts";
import * as courses from "../courses/events.ts";
import * as enrollments from "../enrollments/events.ts";

/** Events of courses: those who teach one may be told of them. */
export const courseEvents: readonly EventType[] = [
  assistant,
  certificates,
  content,
  courses,
  enrollments,
].flatMap((domain) => Object.values<EventType>(domain));

/** Events of accounts, for admins alone. */
export const accountEvents: readonly EventType[] = Object.values<EventType>(auth);

/** Every event that leaves. */
export const webhookEvents: readonly EventType[] = [...courseEvents, ...accountEvents];
