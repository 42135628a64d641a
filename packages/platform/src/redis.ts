import { Redis } from "@upstash/redis";
import { env } from "./env.ts";

const deadlineMs = 1_000;

let client: Redis | undefined;

/** Redis over Upstash's REST API. It is never the only copy of anything, so it is given up on quickly. */
export function redis(): Redis {
  client ??= new Redis({
    url: env("UPSTASH_REDIS_REST_URL"),
    token: env("UPSTASH_REDIS_REST_TOKEN"),
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(deadlineMs),
    automaticDeserialization: false,
    enableTelemetry: false,
  });
  return client;
}
