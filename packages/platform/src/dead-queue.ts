import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { TaskMessage } from "@smartcourse/contracts/task-message";
import { hideMessage, queueUrl, sqs } from "./sqs.ts";

/** How many messages lie in a queue, about: SQS does not count exactly. */
export interface QueueDepth {
  readonly waiting: number;
  readonly in_flight: number;
  readonly delayed: number;
}

/** What a queue's last retry failed on. `task_id`: of the task's message; null where it is none. */
export interface DeadTask {
  readonly task_id: string | null;
  readonly body: string;
}

/** Messages that are held at one time while dead letters are gone through. */
const mostHeld = 1_000;
/** Seconds for which a message is hidden meanwhile. */
const heldSeconds = 60;

/** The queue that takes what a queue's last retry failed on. */
export function deadLetterQueue(queue: string): string {
  return `${queue}-dead-letters`;
}

export async function queueDepth(queue: string): Promise<QueueDepth> {
  const names = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
  ] as const;
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue), AttributeNames: [...names] }),
  );
  const [waiting, in_flight, delayed] = names.map((name) => Number(Attributes[name] ?? 0));
  return { waiting: waiting ?? 0, in_flight: in_flight ?? 0, delayed: delayed ?? 0 };
}

/** The dead letters of a queue, up to a thousand. They stay where they are. */
export async function readDeadTasks(queue: string): Promise<DeadTask[]> {
  const letters: DeadTask[] = [];
  await eachDeadLetter(queue, async (letter) => {
    letters.push(letter);
    return false;
  });
  return letters;
}

/**
 * Gives the dead letters of a queue, or the one of a task, back to it, each sent before it is deleted: one that is
 * redelivered for that is the same task, which is done once. Answers how many there were.
 */
export async function redriveTasks(queue: string, taskId?: string): Promise<number> {
  let back = 0;
  await eachDeadLetter(queue, async ({ task_id, body }) => {
    if (taskId !== undefined && task_id !== taskId) return false;
    await sqs().send(new SendMessageCommand({ QueueUrl: queueUrl(queue), MessageBody: body }));
    back += 1;
    return true;
  });
  return back;
}

/** `take` answers whether a letter is done with; the others are shown again at the end. */
async function eachDeadLetter(queue: string, take: (letter: DeadTask) => Promise<boolean>): Promise<void> {
  const dead = deadLetterQueue(queue);
  const held = new Map<string, string>();
  try {
    while (held.size < mostHeld) {
      const messages = await receive(dead);
      const fresh = messages.filter(({ MessageId = "" }) => !held.has(MessageId));
      if (fresh.length === 0) return;
      for (const { MessageId = "", ReceiptHandle = "", Body = "" } of fresh) {
        if (await take({ task_id: taskIdOf(Body), body: Body })) await remove(dead, ReceiptHandle);
        else held.set(MessageId, ReceiptHandle);
      }
    }
  } finally {
    for (const handle of held.values()) await hideMessage(dead, handle, 0);
  }
}

async function receive(queue: string): Promise<Message[]> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl(queue),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: heldSeconds,
      WaitTimeSeconds: 1,
    }),
  );
  return Messages;
}

async function remove(queue: string, handle: string): Promise<void> {
  await sqs().send(new DeleteMessageCommand({ QueueUrl: queueUrl(queue), ReceiptHandle: handle }));
}

function taskIdOf(body: string): string | null {
  try {
    return TaskMessage.parse(JSON.parse(body)).task_id;
  } catch {
    // What is no task's message may be what it died of.
    return null;
  }
}
