import { Kafka, type Producer, logLevel } from "kafkajs";
import { env } from "./env.ts";

export interface KafkaMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

export interface EventProducer {
  /** Resolves once every replica in sync has the messages. After a failure some of them may be there, or all. */
  send(topic: string, messages: readonly KafkaMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** A client of the cluster; connects when its producer, consumer or admin does. Its failures are its callers' to log. */
export function kafka(clientId: string): Kafka {
  return new Kafka({
    clientId,
    brokers: env("KAFKA_BROKERS").split(","),
    ssl: env("KAFKA_TLS") === "true",
    connectionTimeout: 2_000,
    requestTimeout: 8_000,
    retry: { initialRetryTime: 100, retries: 2 },
    logLevel: logLevel.NOTHING,
  });
}

/**
 * A producer for one sender at a time. It is idempotent: what it repeats by itself is written once. After a failure it
 * is replaced, for kafkajs then counts on from a sequence number that the broker may have seen with other messages,
 * and the broker would drop the new ones as duplicates.
 */
export function openProducer(clientId: string): EventProducer {
  let open: Producer | undefined;
  const close = async () => {
    const closing = open;
    open = undefined;
    await closing?.disconnect();
  };
  return {
    close,
    async send(topic, messages) {
      try {
        open ??= kafka(clientId).producer({
          idempotent: true,
          maxInFlightRequests: 1,
          allowAutoTopicCreation: false,
        });
        await open.connect();
        await open.send({ topic, acks: -1, messages: [...messages] });
      } catch (error) {
        await Promise.allSettled([close()]);
        throw error;
      }
    },
  };
}

/** Codes by which a broker refuses the messages themselves: sending them again is no use. */
const refusals = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE", "INVALID_RECORD", "CORRUPT_MESSAGE"]);

/** Whether the broker refused what was sent, rather than being down, slow or not ready. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("type" in error && refusals.has(String(error.type))) return true;
  return isRefusal(error.cause);
}
