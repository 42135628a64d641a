import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runClient } from "../downloads/run-client.ts";
import { freePort } from "../platform/ports.ts";
import { waitUntilReady } from "../platform/wait-until-ready.ts";
import { brokerAnswers } from "./kafka-ready.ts";
import { brokerSettings, javaArguments } from "./kafka-settings.ts";

const clusterId = "c21hcnRjb3Vyc2UtbG9jYQ";

/** Java's archive of the classes that a broker loads. One that does not fit the Java at hand is passed over by it. */
export function archiveFile(place: string): string {
  return join(place, "broker.jsa");
}

/**
 * Does once, after the download, what would make each first start slow: `formatted` is an empty broker's data folder, and
 * the archive, which a short run of a broker leaves, halves the time that Java takes to start it.
 */
export async function prepareBroker(place: string): Promise<void> {
  const temporary = join(place, "tmp");
  const [properties, formatted, logs] = [
    join(temporary, "broker"),
    join(place, "formatted"),
    join(temporary, "logs"),
  ];
  const ports = { main: await freePort("main"), controller: await freePort("controller") };
  await mkdir(temporary, { recursive: true });
  await writeFile(properties, brokerSettings(ports, formatted));
  const format = ["kafka.tools.StorageTool", "format", "--cluster-id", clusterId, "--config", properties];
  await runClient("java", [...javaArguments(), ...format], { cwd: place });
  await cp(formatted, logs, { recursive: true });
  await writeFile(properties, brokerSettings(ports, logs));
  await runOnce(place, properties, ports.main);
}

async function runOnce(place: string, properties: string, port: number): Promise<void> {
  const args = [
    ...javaArguments(),
    `-XX:ArchiveClassesAtExit=${archiveFile(place)}`,
    "kafka.Kafka",
    properties,
  ];
  const broker = spawn("java", args, { cwd: place, stdio: "ignore" });
  const stopWithUs = () => broker.kill("SIGKILL");
  process.once("exit", stopWithUs);
  const ended = once(broker, "exit");
  const isUp = () => brokerAnswers(port);
  await Promise.race([waitUntilReady("Apache Kafka", "(none: it was its first start)", isUp), ended]);
  broker.kill("SIGTERM");
  await ended;
  process.removeListener("exit", stopWithUs);
}
