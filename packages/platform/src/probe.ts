import { connect } from "node:net";
import { sql } from "kysely";
import { env } from "./env.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";

/** Milliseconds in which a dependency has to answer. */
const deadlineMs = 1_500;

/** One probe per dependency, by the name that /health has for it. None loads a client that the others do not need. */
export const probes = {
  database: () => sql`select 1`.execute(postgres()),
  cache: () => redis().ping(),
  content: () => reach(firstHost(env("MONGODB_URL"))),
  vectors: () => fetchOk(`${env("QDRANT_URL")}/readyz`),
  events: () => reach(firstHost(`kafka://${env("KAFKA_BROKERS")}`)),
  queues: () => answers(new URL(env("SQS_QUEUE_URL_PREFIX")).origin),
  storage: () => answers(env("S3_HEALTH_URL") || `https://${env("S3_BUCKET")}.s3.amazonaws.com`),
  workflows: () => reach(firstHost(`temporal://${env("TEMPORAL_ADDRESS")}`)),
  model: () => answers(env("OPENAI_BASE_URL") || "https://api.openai.com/v1"),
} as const satisfies Record<string, () => Promise<unknown>>;

export type ProbeName = keyof typeof probes;

export interface Probed {
  readonly healthy: boolean;
  readonly milliseconds: number;
}

/** Runs a probe within its deadline. Never throws: a failure is the answer. */
export async function probe(name: ProbeName): Promise<Probed> {
  const started = performance.now();
  const late = new Promise<false>((resolve) => void setTimeout(resolve, deadlineMs, false).unref());
  const healthy = await Promise.race([
    probes[name]().then(
      () => true,
      () => false,
    ),
    late,
  ]);
  return { healthy, milliseconds: Math.round((performance.now() - started) * 10) / 10 };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Host and port of the first server in an address that may name several. */
export function firstHost(address: string): Address {
  const servers = address.replace(/^[^:]+(\+srv)?:\/\//, "").replace(/^[^@/]*@/, "");
  const [host = "localhost", port = "27017"] = (servers.split(/[,/?]/)[0] ?? "").split(":");
  return { host, port: Number(port) };
}

/** Opens a connection and closes it again. */
function reach({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: deadlineMs });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => socket.destroy(new Error("no answer")));
    socket.once("error", reject);
  });
}

/** Any HTTP answer below 500 shows that somebody is there: a probe has no credentials. */
async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`${url} answered ${response.status}`);
}

async function fetchOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
