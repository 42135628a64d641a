import { type Socket, connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

/** A way to Postgres on which a client can be held in front of its commit, or behind it. */
export interface CommitGate {
  /** The same database, through the gate. */
  readonly url: string;
  /**
   * Holds the next transaction, or statement outside of one, in which `said` was said (by default: any). Resolves when its
   * commit has come to the gate; `behind`: when Postgres has answered it. The client is told nothing, from then on.
   */
  holdAt(where: Side, said?: RegExp): Promise<void>;
  close(): void;
}

type Side = "before" | "behind";
interface Hold {
  readonly where: Side;
  readonly said: RegExp;
  readonly reached: () => void;
}

/** What Postgres ends an answer with where no transaction is open: ReadyForQuery, idle. */
const idle = "Z\0\0\0\x05I";
const isWithin = (said: string) => /\bbegin\b|start transaction/i.test(said);

export async function openCommitGate(url: string): Promise<CommitGate> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const holds = new Set<Hold>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()); // whoever is killed takes the connection with him
      socket.on("close", () => [client, upstream].forEach((one) => one.destroy()));
    }
    guard(client, upstream, (commits, said) => takeHold(holds, commits, said));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    holdAt: (where, said = /./) => new Promise((reached) => holds.add({ where, said, reached })),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Passes on what the two say to each other, until `holdOf` has a hold for what the client is about to commit. */
function guard(
  client: Socket,
  upstream: Socket,
  holdOf: (commits: boolean, said: string) => Hold | undefined,
): void {
  let said = "";
  let held: Hold | undefined;
  client.on("data", (bytes) => {
    if (held !== undefined) return;
    const text = bytes.toString("latin1");
    said += text;
    held = holdOf(!isWithin(said) || /commit/i.test(text), said);
    if (held?.where === "before") held.reached();
    else upstream.write(bytes);
  });
  upstream.on("data", (bytes) => {
    if (held !== undefined) return held.reached();
    if (bytes.toString("latin1").endsWith(idle)) said = "";
    client.write(bytes);
  });
}

/** A hold is for one. */
function takeHold(holds: Set<Hold>, commits: boolean, said: string): Hold | undefined {
  if (!commits) return undefined;
  const hold = [...holds].find((candidate) => candidate.said.test(said));
  if (hold !== undefined) holds.delete(hold);
  return hold;
}
