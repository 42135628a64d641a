import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { defaultPorts, freePorts, isFree } from "./ports.ts";

let server: Server | undefined;
afterEach(() => server?.close());

async function take(port: number): Promise<void> {
  server = createServer();
  await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
}

test("free ports are free, and no two are the same", async () => {
  const ports = Object.values(await freePorts()).flatMap((roles) => Object.values(roles));
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports.length).toBeGreaterThan(12);
  expect(await Promise.all(ports.map((port) => isFree(port, "main")))).not.toContain(false);
});

test("a port that is taken is named with who needs it and what to do", async () => {
  const { mail } = await freePorts();
  const needed = [["mail", "page", "Mail inbox", mail.page]] as const;
  await expect(defaultPorts(needed)).resolves.toMatchObject({ postgres: { main: 5432 } });
  await take(mail.page);
  await expect(defaultPorts(needed)).rejects.toThrow(
    `Port ${mail.page} is in use, and Mail inbox needs it: stop what uses it (ss -ltnp shows it), or take other ports: npm start -- --free-ports`,
  );
});
