import { type Socket, connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

/** A way to Postgres that can be shut in front of a commit, or behind it. */
export interface CommitGate {
  /** The same database, through the gate. */
  readonly url: string;
  /** Resolves when a commit has come to the gate; `behind`: when Postgres has answered it. The client is told nothing. */
  readonly reached: Promise<void>;
  close(): void;
}

/** `where`: whether Postgres gets to see the commit. */
export async function openCommitGate(url: string, where: "before" | "behind"): Promise<CommitGate> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let tell = () => {};
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let committing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()); // whoever is killed takes the connection with him
      socket.on("close", () => [client, upstream].forEach((one) => one.destroy()));
    }
    client.on("data", (bytes) => {
      if (!/commit/i.test(bytes.toString("latin1"))) return void upstream.write(bytes);
      committing = true;
      if (where === "behind") return void upstream.write(bytes);
      return tell();
    });
    upstream.on("data", (bytes) => {
      if (committing) return tell();
      client.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    reached,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
