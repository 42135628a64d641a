import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { answersOk, type Service } from "./service.ts";

export const mail: Service = {
  name: "mail",
  obtain: async () => join(import.meta.dirname, "mail-inbox.ts"),
  start: async ({ ports, dataDir, place }) => {
    const folder = join(dataDir, "messages");
    await mkdir(folder, { recursive: true });
    const env = { SMTP_PORT: String(ports.mail.main), PORT: String(ports.mail.page), MAIL_DIR: folder };
    return [{ label: "mail", file: process.execPath, args: ["--max-old-space-size=64", place], env }];
  },
  probe: ({ ports }) => answersOk(`http://127.0.0.1:${ports.mail.page}/health`),
  stopSignal: "SIGTERM",
  graceSeconds: 5,
};
