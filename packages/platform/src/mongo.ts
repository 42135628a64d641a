import { type Collection, type Document, MongoClient } from "mongodb";
import { env } from "./env.ts";

let client: MongoClient | undefined;

/** MongoDB. The driver connects on the first operation and finds the replica set again by itself. */
export function mongo(): MongoClient {
  const url = env("MONGODB_URL");
  client ??= new MongoClient(url, {
    maxPoolSize: 5,
    // A request has no time for more; a stage whose machine is slow says so in the address.
    ...(!url.includes("serverSelectionTimeoutMS=") && { serverSelectionTimeoutMS: 3_000 }),
    ...(!url.includes("connectTimeoutMS=") && { connectTimeoutMS: 3_000 }),
    socketTimeoutMS: 20_000,
    // DocumentDB knows no retryable writes; ours are conditional, so repeating one is harmless where they are known.
    retryWrites: false,
    writeConcern: { w: "majority", wtimeoutMS: 5_000 },
    readConcern: { level: "majority" },
  });
  return client;
}

/** A collection of the product's database. */
export function collection<T extends Document>(name: string): Collection<T> {
  return mongo().db(env("MONGODB_DATABASE")).collection<T>(name);
}

/** Closes the connections: for processes that end. */
export async function closeMongo(): Promise<void> {
  const open = client;
  client = undefined;
  await open?.close();
}
