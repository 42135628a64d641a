import { randomUUID } from "node:crypto";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { task } from "@smartcourse/platform/task";
import type { EventSource } from "../../local/event-sources/source.ts";
import { eventually } from "../support/eventually.ts";
import { feed, makeQueue, queueName, receive, send } from "../support/scratch-queue.ts";
import { ask, double } from "../integration/tasks/fixtures.ts";

/** Of a queue of its own for each test: what one leaves there is not another's. */
function ownTask() {
  return { ...double, queue: queueName("faults") };
}

let source: EventSource | undefined;
beforeAll(() => {
  process.env["TASK_RETRY_BASE_SECONDS"] = "0";
});
afterEach(() => source?.stop());

/** Messages that lie in a queue, whether hidden or not. */
async function depth(queue: string): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue), AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

const stateOf = async (id: string) =>
  (await postgres().selectFrom("tasks").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state;

test("fault 9: a task that SQS delivers five times, at once and again, has one effect", async () => {
  const contract = ownTask();
  await makeQueue(contract);
  const { id, body } = await ask(undefined, contract);
  let effects = 0;
  const handler = task(contract, async ({ number }) => {
    effects += 1;
    return { doubled: 2 * number };
  });
  await send(contract.queue, ...Array.from({ length: 5 }, () => body));
  const deliveries = await Promise.all(Array.from({ length: 5 }, () => receive(contract.queue)));
  expect(deliveries.flatMap(({ Records }) => Records)).toHaveLength(5);
  await Promise.all(deliveries.map(handler));
  const again = await Promise.all(deliveries.map(handler));
  expect(again.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
  expect(effects).toBe(1);
  expect(await stateOf(id)).toBe("succeeded");
});

test("fault 10: of ten in a batch one fails, and only that one is tried again", async () => {
  const contract = ownTask();
  await makeQueue(contract);
  const asked = await Promise.all(
    Array.from({ length: 10 }, (_, number) => ask(undefined, contract, { number })),
  );
  const runs = new Map<number, number>();
  const handler = task(contract, async ({ number }) => {
    const run = (runs.get(number) ?? 0) + 1;
    runs.set(number, run);
    if (number === 4 && run < 3) throw new Error("not yet");
    return { doubled: 2 * number };
  });
  await send(contract.queue, ...asked.map(({ body }) => body));
  source = feed(contract, handler);
  const succeeded = async () => (await Promise.all(asked.map(({ id }) => stateOf(id)))).join();
  await eventually(succeeded, (states) => states === asked.map(() => "succeeded").join());
  expect(Object.fromEntries(runs)).toEqual(Object.fromEntries(asked.map((_, n) => [n, n === 4 ? 3 : 1])));
  await eventually(
    () => depth(contract.queue),
    (left) => left === 0,
  );
  expect(await depth(`${contract.queue}-dead-letters`)).toBe(0);
});

test("fault 11: poison is tried four times and lies in the dead-letter queue; its neighbours do not wait for it", async () => {
  const contract = ownTask();
  await makeQueue(contract);
  const [sound, wrong] = [await ask(undefined, contract), await ask(undefined, contract, { number: 13 })];
  const poison = [
    "not json",
    JSON.stringify({ task_id: randomUUID(), name: contract.id, payload: { number: "x" } }),
  ];
  const order: number[] = [];
  const handler = task(contract, async ({ number }) => {
    order.push(number);
    if (number === 13) throw new Error("unlucky");
    return { doubled: 2 * number };
  });
  await send(contract.queue, ...poison, wrong.body, sound.body);
  source = feed(contract, handler);
  await eventually(
    () => depth(`${contract.queue}-dead-letters`),
    (dead) => dead === 3,
  );
  expect(await depth(contract.queue)).toBe(0);
  expect(await stateOf(sound.id)).toBe("succeeded");
  expect(await stateOf(wrong.id)).toBe("failed");
  expect(order.filter((number) => number === 13)).toHaveLength(4);
  // The sound one came behind three that failed, and was not kept waiting for their retries.
  expect(order.indexOf(21)).toBeLessThan(2);
});
