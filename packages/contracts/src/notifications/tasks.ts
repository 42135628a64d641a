import * as z from "zod";
import { defineTask } from "../define.ts";
import { Id, Timestamp } from "../shared-schemas.ts";
import { Tick } from "../task-message.ts";

/** Sends a mail that is to be sent. */
export const sendMail = defineTask({
  id: "notifications.sendMail",
  queue: "send-mail",
  payload: z.object({ mail_id: z.uuid() }),
  timeoutSeconds: 30,
  maxRetries: 3,
  uses: ["postgres", "mail", "sqs"],
  concurrency: 4,
});

/** Tells a batch of a course's subscribers that it was published, and queues the next batch: those after `after_user_id`. */
export const tellSubscribers = defineTask({
  id: "notifications.tellSubscribers",
  queue: "tell-subscribers",
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
  uses: ["postgres", "sqs"],
  concurrency: 2,
});

/** Sends every digest that is due. Every quarter of an hour: there are time zones that differ by so much. */
export const sendDigests = defineTask({
  id: "notifications.sendDigests",
  queue: "send-digests",
  payload: Tick,
  timeoutSeconds: 60,
  maxRetries: 3,
  uses: ["postgres", "sqs"],
  concurrency: 2,
  source: { kind: "schedule", everyMinutes: 15 },
});

/** Notes the addresses that mail comes back from, or that complain. Fed by SES, whose events name them. */
export const recordFeedback = defineTask({
  id: "notifications.recordFeedback",
  queue: "mail-feedback",
  payload: z.object({ addresses: z.array(z.string()), reason: z.enum(["bounce", "complaint"]) }),
  timeoutSeconds: 30,
  maxRetries: 6,
  uses: ["postgres", "sqs"],
  concurrency: 2,
  source: { kind: "mail" },
});
