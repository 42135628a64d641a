import { randomUUID } from "node:crypto";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { env } from "@smartcourse/platform/env";
import { postgres } from "@smartcourse/platform/postgres";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { handler as sendDigests } from "../../../functions/notifications/send-digests.ts";
import { handler as sendMail } from "../../../functions/notifications/send-mail.ts";
import { handler as tellPeople } from "../../../functions/notifications/tell-people.ts";
import { handler as tellSubscribers } from "../../../functions/notifications/tell-subscribers.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { event } from "../analytics/fixtures.ts";
import { kafkaBatch } from "../search/kafka-batch.ts";

const at = () => new Date().toISOString();
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** Events as other domains emit them, about one student in one course. */
export const happened = {
  enrolled: (student_id: number, course_id: number) =>
    event("student.enrolled", { enrollment_id: 1, student_id, course_id, enrolled_at: at() }),
  failed: (student_id: number, course_id: number) =>
    event("enrollment.cancelled", {
      enrollment_id: 1,
      student_id,
      course_id,
      reason: "secret detail",
      cancelled_at: at(),
    }),
  offered: (student_id: number, course_id: number, expires_at = inAnHour()) =>
    event("seat.offered", { waitlist_entry_id: 1, student_id, course_id, offered_at: at(), expires_at }),
  certified: (student_id: number, course_id: number) =>
    event("certificate.issued", {
      certificate_id: "c0ffee",
      enrollment_id: 1,
      student_id,
      course_id,
      issued_at: at(),
    }),
  revoked: (student_id: number, course_id: number) =>
    event("certificate.revoked", {
      certificate_id: "c0ffee",
      enrollment_id: 1,
      student_id,
      course_id,
      reason: "It was issued by mistake",
      revoked_at: at(),
    }),
  published: (course_id: number, instructor_id: number, title: string, version = 1) =>
    event("course.published", { course_id, instructor_id, title, version, published_at: at() }),
};

/** Hands events to the consumer in one batch, as Lambda's Kafka event source does. */
export async function consume(...events: readonly CloudEvent[]): Promise<void> {
  await tellPeople(kafkaBatch(...events));
}

type TaskHandler = typeof sendMail;
const handlers: Readonly<Record<string, TaskHandler>> = {
  "send-mail": sendMail,
  "tell-subscribers": tellSubscribers,
};

/** Takes a queue's messages out of the outbox, oldest first, as the relay would send them. */
export async function takeQueued(queue: string): Promise<string[]> {
  const rows = await postgres()
    .deleteFrom("outbox")
    .where("destination", "=", queue)
    .returning(["id", "message"])
    .execute();
  return rows.toSorted((a, b) => a.id - b.id).map(({ message }) => JSON.stringify(message));
}

/** The clock ticks: digests that are due are queued. */
export async function tick(scheduledAt = new Date()): Promise<void> {
  const payload = { scheduled_at: scheduledAt.toISOString() };
  await sendDigests(sqsEvent(JSON.stringify({ name: "notifications.sendDigests", payload })));
}

/** Queues of its own for a test file: a task that fails hides its message there. */
export async function openQueues(): Promise<void> {
  process.env["SQS_QUEUE_URL_PREFIX"] =
    `${env("SQS_QUEUE_URL_PREFIX").replace(/[^/]*$/, "")}scratch-${randomUUID().slice(0, 8)}-`;
  for (const queue of Object.keys(handlers)) {
    await sqs().send(new CreateQueueCommand({ QueueName: queueUrl(queue).split("/").at(-1) }));
  }
}

/** Delivers a message to its task for the `attempt`th time. Answers whether it was done. */
export async function deliver(queue: string, body: string, attempt = 1): Promise<boolean> {
  const handler = handlers[queue];
  if (handler === undefined) throw new Error(`nothing works on ${queue}`);
  const QueueUrl = queueUrl(queue);
  await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  const { batchItemFailures } = await handler(sqsEvent(body, attempt, Messages[0]?.ReceiptHandle));
  return batchItemFailures.length === 0;
}

/** Works on what is queued, and on what that queues, until nothing is left. */
export async function workOff(...queues: readonly string[]): Promise<void> {
  for (const queue of queues) {
    for (let bodies = await takeQueued(queue); bodies.length > 0; bodies = await takeQueued(queue)) {
      for (const body of bodies) await handlers[queue]?.(sqsEvent(body));
    }
  }
}

export function mailsOf(userId: number) {
  return postgres().selectFrom("mails").selectAll().where("user_id", "=", userId).execute();
}

export async function emailOf(userId: number): Promise<string> {
  const { email } = await postgres()
    .selectFrom("users")
    .select("email")
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  return email;
}

export async function nameCourse(courseId: number, title: string): Promise<void> {
  await postgres().updateTable("courses").set({ title }).where("id", "=", courseId).execute();
}
