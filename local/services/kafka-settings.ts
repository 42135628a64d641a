import { join } from "node:path";

/**
 * Options of a small Java that runs Kafka's programs. It must be run in the folder they were downloaded to: Java's archive
 * of classes holds for the class path it was made with, so that one is relative.
 */
export function javaArguments(): string[] {
  const size = [
    "-Xms128m",
    "-Xmx128m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:MaxMetaspaceSize=128m",
  ];
  const logging = `-Dlog4j2.configurationFile=${join(import.meta.dirname, "kafka-log4j2.properties")}`;
  return [...size, "-Xshare:auto", "-XX:+IgnoreUnrecognizedVMOptions", logging, "-cp", "libs/*"];
}

/** The settings of a broker that is its own controller (KRaft), alone and small. */
export function brokerSettings(ports: { main: number; controller: number }, logs: string): string {
  const { main, controller } = ports;
  const settings = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${main},CONTROLLER://127.0.0.1:${controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${main}`,
    "log.dirs": logs,
    "auto.create.topics.enable": false,
    "num.partitions": 3,
    "num.network.threads": 2,
    "num.io.threads": 2,
    "log.segment.bytes": 16_777_216,
    "log.cleaner.dedupe.buffer.size": 4_194_304,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 4,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    "group.initial.rebalance.delay.ms": 0,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
