import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineProgress } from "../../local/downloads/progress.ts";
import { freePorts } from "../../local/platform/ports.ts";
import { waitUntilReady } from "../../local/platform/wait-until-ready.ts";
import { provisionTopics } from "../../local/provision/topics.ts";
import { kafka } from "../../local/services/kafka.ts";

export interface OwnBroker {
  /** `host:port`, the same after each start. */
  readonly address: string;
  /** SIGKILL: nobody is told. */
  kill(): Promise<void>;
  /** Starts it again on the data that it left. Resolves when it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A Kafka broker of the test's own, with the product's topics, that can be killed and started again. */
export async function startOwnBroker(): Promise<OwnBroker> {
  const [ports, dataDir, place] = [
    await freePorts(),
    await mkdtemp(join(tmpdir(), "own-broker-")),
    await kafka.obtain(lineProgress(console.log)),
  ];
  const context = { ports, dataDir, throwAway: true, place, say: () => undefined };
  let broker: ChildProcess | undefined;
  const kill = async () => {
    if (broker === undefined) return;
    const gone = once(broker, "exit");
    broker.kill("SIGKILL");
    await gone;
    broker = undefined;
  };
  const start = async () => {
    const [command] = await kafka.start(context);
    if (command === undefined) throw new Error("There is nothing to start");
    broker = spawn(command.file, command.args, { cwd: command.cwd, stdio: "ignore" });
    await waitUntilReady("Apache Kafka", dataDir, () => kafka.probe(context));
  };
  await start();
  const address = `127.0.0.1:${ports.kafka.main}`;
  await provisionTopics([address]);
  return {
    address,
    kill,
    start,
    async close() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
