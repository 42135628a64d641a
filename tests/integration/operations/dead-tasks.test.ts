import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deadLetterQueue, queueDepth, readDeadTasks, redriveTasks } from "@smartcourse/platform/dead-queue";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { eventually } from "../../support/eventually.ts";

const queue = `dead-tasks-${randomUUID()}`;
const [first, second] = [randomUUID(), randomUUID()];
const message = (task_id: string) => JSON.stringify({ task_id, name: "content.drawThumbnail", payload: {} });

beforeAll(async () => {
  for (const name of [queue, deadLetterQueue(queue)])
    await sqs().send(new CreateQueueCommand({ QueueName: queueUrl(name).split("/").at(-1) }));
  for (const body of [message(first), "no json", message(second)])
    await sqs().send(
      new SendMessageCommand({ QueueUrl: queueUrl(deadLetterQueue(queue)), MessageBody: body }),
    );
});
afterAll(async () => {
  for (const name of [queue, deadLetterQueue(queue)])
    await sqs().send(new DeleteQueueCommand({ QueueUrl: queueUrl(name) }));
});

const ids = async () => (await readDeadTasks(queue)).map(({ task_id }) => task_id);
const allThree = expect.toSatisfy(
  (found: (string | null)[]) => found.length === 3 && [first, second, null].every((id) => found.includes(id)),
);

test("dead letters are looked at without being taken, also where one is no task", async () => {
  expect(await ids()).toEqual(allThree);
  expect(await ids()).toEqual(allThree);
});

test("one is given back by its task's id, and then the rest", async () => {
  expect(await redriveTasks(queue, second)).toBe(1);
  expect(await ids()).toHaveLength(2);
  expect(await redriveTasks(queue)).toBe(2);
  expect(await ids()).toEqual([]);
  await eventually(async () => (await queueDepth(queue)).waiting === 3);
});
