import { SQSClient } from "@aws-sdk/client-sqs";
import type { FunctionEntry } from "@smartcourse/contracts/functions";
import { retryQueueName } from "@smartcourse/contracts/retry";
import { queueBatchSize, queueConcurrency } from "../../stacks/capacity.ts";
import { localRegion } from "../lambda/environment.ts";
import type { Lambda } from "../lambda/service.ts";
import { startKafkaSource } from "./kafka.ts";
import { startSchedule } from "./schedule.ts";
import type { EventSource, SourceLog } from "./source.ts";
import { startSqsSource } from "./sqs.ts";

type Environment = Readonly<Record<string, string>>;
interface QueueSource {
  readonly queue: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly concurrency: number;
}

/** Every queue that feeds a function, as it is deployed: one for each task, and one for each consumer's retries. */
export function queueSources(functions: readonly FunctionEntry[]): QueueSource[] {
  return functions.flatMap((entry) => {
    const queue = queueOf(entry);
    if (queue === undefined) return [];
    const [batchSize, concurrency] = [queueBatchSize(entry), queueConcurrency(entry)];
    return [{ queue, functionName: entry.name, batchSize, concurrency }];
  });
}

function queueOf(entry: FunctionEntry): string | undefined {
  if (entry.kind === "task") return entry.task.queue;
  return entry.kind === "consumer" ? retryQueueName(entry.consumer) : undefined;
}

/** Starts what feeds the functions of the table: SQS and clocks where the environment names queues, Kafka where it names brokers. */
export function startEventSources(
  functions: readonly FunctionEntry[],
  environment: Environment,
  lambda: Lambda,
  log: SourceLog,
): EventSource {
  const started = [
    ...startQueues(functions, environment, lambda, log),
    ...startConsumers(functions, environment, lambda, log),
  ];
  return {
    async stop() {
      await Promise.all(started.map((source) => source.stop()));
    },
  };
}

function startQueues(
  functions: readonly FunctionEntry[],
  environment: Environment,
  lambda: Lambda,
  log: SourceLog,
): EventSource[] {
  const prefix = environment["SQS_QUEUE_URL_PREFIX"];
  if (prefix === undefined) return [];
  const client = new SQSClient({
    region: environment["AWS_REGION"] ?? localRegion,
    endpoint: new URL(prefix).origin,
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "local",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "local",
    },
  });
  const sources = queueSources(functions).map((source) =>
    startSqsSource({ ...source, client, lambda, queueUrl: `${prefix}${source.queue}`, log }),
  );
  const clocks = functions.flatMap((entry) => {
    if (entry.kind !== "task" || entry.task.source?.kind !== "schedule") return [];
    const { queue, source: schedule } = entry.task;
    return [startSchedule({ client, queueUrl: `${prefix}${queue}`, task: entry, schedule, log })];
  });
  return [...sources, ...clocks];
}

function startConsumers(
  functions: readonly FunctionEntry[],
  environment: Environment,
  lambda: Lambda,
  log: SourceLog,
): EventSource[] {
  const brokers = environment["KAFKA_BROKERS"]?.split(",");
  if (brokers === undefined) return [];
  const groups = new Set<string>();
  const consumers = functions.flatMap((entry) => (entry.kind === "consumer" ? [entry] : []));
  for (const { consumer, name } of consumers) {
    // A second function in a group would take half of the first one's partitions.
    if (groups.has(consumer.group))
      throw new Error(`${name}: the consumer group ${consumer.group} has a function already`);
    groups.add(consumer.group);
  }
  return consumers.map(({ consumer, name }) =>
    startKafkaSource({ brokers, lambda, consumer, functionName: name, log }),
  );
}
