import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";
import { ForeignMessage, Tick } from "../task-message.ts";

export const sendMail = defineTask({
  id: "notifications.sendMail",
  queue: "send-mail",
  summary: "Sends a mail that is to be sent.",
  payload: z.object({ mail_id: z.uuid() }),
  timeoutSeconds: 30,
  maxRetries: 3,
  uses: ["postgres", "mail"],
  concurrency: 4,
});

/** The next batch: those after `after_user_id`. */
export const tellSubscribers = defineTask({
  id: "notifications.tellSubscribers",
  queue: "tell-subscribers",
  summary: "Tells a batch of a course's subscribers that it was published, and queues the next batch.",
  payload: z.object({
    event_id: z.uuid(),
    course_id: Id,
    instructor_id: Id,
    title: z.string(),
    version: z.int(),
    published_at: Timestamp,
    is_first: z.boolean(),
    after_user_id: z.int().min(0),
  }),
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
});

/** Every quarter of an hour: there are time zones that differ by so much. */
export const sendDigests = defineTask({
  id: "notifications.sendDigests",
  queue: "send-digests",
  summary: "Sends every digest that is due.",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 15 },
});

export const recordFeedback = defineTask({
  id: "notifications.recordFeedback",
  queue: "mail-feedback",
  summary: "Notes the addresses that mail comes back from, or that complain.",
  payload: ForeignMessage,
  timeoutSeconds: 30,
  maxRetries: 6,
  uses: ["postgres"],
  concurrency: 2,
  source: { kind: "mail" },
});
