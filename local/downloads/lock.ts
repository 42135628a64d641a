import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs `work` while no other process runs work under the same name. The lock is a name in Linux' abstract socket
 * namespace: the kernel drops it with its process, so a killed holder leaves nothing stale behind.
 */
export async function withLock<T>(name: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const server = await acquire(name, onWait);
  try {
    return await work();
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function acquire(name: string, onWait?: () => void): Promise<Server> {
  // Elsewhere than on Linux there is no such namespace: there the download that is renamed into place last wins.
  if (process.platform !== "linux") return createServer().listen(0, "127.0.0.1");
  const address = `\0smartcourse-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
  for (let waited = false; ; waited = true) {
    const server = await tryListen(address);
    if (server !== undefined) return server;
    if (!waited) onWait?.();
    await wait(200);
  }
}

function tryListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}
