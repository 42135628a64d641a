import { Redis } from "@upstash/redis";
import { env } from "./env.ts";
import { redisTransport } from "./redis-transport.ts";
import { log, logFields } from "./telemetry.ts";

const deadlineMs = 1_000;
const backoffMs = 50;

/** The client with our transport in place of its own. */
class RedisOverHttp extends Redis {
  constructor(url: string, token: string) {
    super({
      url,
      token,
      automaticDeserialization: false,
      enableTelemetry: false,
      enableAutoPipelining: false,
    });
    this.client = redisTransport({ url, token, deadlineMs, backoffMs });
  }
}

let client: Redis | undefined;

/** Redis over Upstash's REST API. It is never the only copy of anything, so it is given up on quickly. */
export function redis(): Redis {
  client ??= new RedisOverHttp(env("UPSTASH_REDIS_REST_URL"), env("UPSTASH_REDIS_REST_TOKEN"));
  return client;
}

/** Redis speeds things up and decides nothing: without it the work goes on, and the log says so. */
export async function ignoringRedis<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log().warn("redis.unavailable", {
      ...logFields(),
      error: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}
