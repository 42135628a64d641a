import type { EventType, TopicName } from "./define.ts";
import * as assistant from "./assistant/events.ts";
import * as auth from "./auth/events.ts";
import * as certificates from "./certificates/events.ts";
import * as content from "./content/events.ts";
import * as courses from "./courses/events.ts";
import * as enrollments from "./enrollments/events.ts";
import * as webhooks from "./webhooks/events.ts";

/** Every event. */
export const events: readonly EventType[] = [
  assistant,
  auth,
  certificates,
  content,
  courses,
  enrollments,
  webhooks,
].flatMap((domain) => Object.values<EventType>(domain));

/** Every topic of events. */
export const topics: readonly TopicName[] = [
  "course.events",
  "enrollment.events",
  "content.events",
  "user.events",
  "ai.events",
];

/** Where a consumer group puts what it cannot read, or failed on for good. */
export function deadLetterTopic(group: string): string {
  return `${group}.dead-letters`;
}
