import { existsSync } from "node:fs";
import { cp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { obtain, type Download } from "../downloads/cache.ts";
import { mavenJars } from "../downloads/maven.ts";
import { archiveFile, prepareBroker } from "./kafka-prepare.ts";
import { brokerAnswers } from "./kafka-ready.ts";
import { brokerSettings, javaArguments } from "./kafka-settings.ts";
import type { Command, Service, ServiceContext } from "./service.ts";
import { serviceTable } from "./table.ts";

const pins = join(import.meta.dirname, "..", "downloads", "pins");
const { version } = serviceTable.kafka;
const jars = mavenJars("kafka", version, join(pins, "kafka-pom.xml"), join(pins, "kafka-jars.sha256"), 160);

const broker: Download = {
  ...jars,
  pins: `${jars.pins} prepared 2`,
  build: async (folder) => {
    await jars.build(folder);
    await prepareBroker(folder);
  },
};

async function start({ ports, dataDir, place }: ServiceContext): Promise<Command[]> {
  const logs = join(dataDir, "logs");
  if (!existsSync(logs)) {
    await rm(`${logs}.new`, { recursive: true, force: true }); // what an interrupted first start left
    await cp(join(place, "formatted"), `${logs}.new`, { recursive: true });
    await rename(`${logs}.new`, logs);
  }
  const properties = join(dataDir, "server.properties");
  await writeFile(properties, brokerSettings(ports.kafka, logs));
  const archive = existsSync(archiveFile(place)) ? [`-XX:SharedArchiveFile=${archiveFile(place)}`] : [];
  const args = [...javaArguments(), ...archive, "kafka.Kafka", properties];
  return [{ label: "kafka", file: "java", args, cwd: place }];
}

export const kafka: Service = {
  name: "kafka",
  obtain: (progress) => obtain(broker, progress),
  start,
  probe: ({ ports }) => brokerAnswers(ports.kafka.main),
  stopSignal: "SIGTERM",
  graceSeconds: 15,
};
