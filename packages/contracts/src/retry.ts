import { type Consumer, functionName } from "./define.ts";

/** The queue through which a consumer gets an event again on which it failed. Its function reads both. */
export function retryQueueName(consumer: Consumer): string {
  return `retry-${functionName(consumer.id)}`;
}

/**
 * How often that queue hands out a message again that could not even be tried, because a store was down: every six
 * minutes (its visibility time-out), for hours.
 */
export const retryRedeliveries = 24;

/** How often a consumer tries an event again before it goes to the dead-letter topic. */
export const consumerRetries = 3;
