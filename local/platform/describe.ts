import { join, relative } from "node:path";
import type { Ports } from "../services/table.ts";
import { root } from "./run-folder.ts";

/** Where everything of a running platform is, as lines to print. */
export function describe(ports: Ports, folder: string): string {
  const at = (port: number, path = "") => `http://127.0.0.1:${port}${path}`;
  const places = {
    API: at(ports.gateway.main),
    "API reference": at(ports.gateway.main, "/docs"),
    "Workflows (Temporal)": at(ports.temporal.ui),
    "Mail inbox": at(ports.mail.page),
    "Vectors (Qdrant)": at(ports.qdrant.main, "/dashboard"),
    "Settings, for a shell": relative(root, join(folder, ".env")),
    Logs: `${relative(root, join(folder, "logs"))}/`,
  };
  const lines = Object.entries(places).map(([name, place]) => `  ${name.padEnd(22)} ${place}`);
  return [
    "",
    "SmartCourse is running.",
    ...lines,
    "",
    "  Stop it: Ctrl-C here, or npm run stop. Forget its data: npm run reset.",
  ].join("\n");
}
