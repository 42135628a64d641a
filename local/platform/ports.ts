import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { productPorts, serviceTable, type Ports, type ServiceName } from "../services/table.ts";
import { Failure } from "./failure.ts";

const host = "127.0.0.1";
/** Below the range from which Linux takes the ports of outgoing connections, so that none of those takes one meanwhile. */
const freeRange = { from: 20_000, to: 32_000 } as const;
const rows = { ...serviceTable, gateway: { title: "The gateway", ports: productPorts.gateway } } as const;
export type Rows = readonly (readonly [owner: string, role: string, title: string, port: number])[];

/** The ports of the table. Throws a Failure that names the first of `needed` that is taken, and for whom it is. */
export async function defaultPorts(needed: Rows = flat()): Promise<Ports> {
  for (const [, role, title, port] of needed) {
    if (await isFree(port, role)) continue;
    const who = `Port ${port} is in use, and ${title} needs it`;
    throw new Failure(
      `${who}: stop what uses it (ss -ltnp shows it), or take other ports: npm start -- --free-ports`,
    );
  }
  return assign((_owner, _role, port) => port);
}

/** Ports that nobody uses now. */
export async function freePorts(): Promise<Ports> {
  const taken = new Map<string, number>();
  for (const [owner, role] of flat())
    taken.set(`${owner} ${role}`, await freePort(role, new Set(taken.values())));
  return assign((owner, role) => taken.get(`${owner} ${role}`) ?? 0);
}

/** What runs as a process although the back ends run in containers: Docker itself says where their ports are taken. */
export function portsBesideContainers(): Rows {
  const inContainer = (owner: string, role: string) =>
    owner !== "gateway" && role !== "rest" && serviceTable[owner as ServiceName].image !== undefined;
  return flat().filter(([owner, role]) => !inContainer(owner, role));
}

function flat(): Rows {
  return Object.entries(rows).flatMap(([owner, { title, ports }]) =>
    Object.entries(ports).map(([role, port]) => [owner, role, title, port] as const),
  );
}

function assign(portOf: (owner: string, role: string, port: number) => number): Ports {
  const owners = Object.entries(rows).map(([owner, { ports }]) => {
    const roles = Object.entries(ports).map(([role, port]) => [role, portOf(owner, role, port)]);
    return [owner, Object.fromEntries(roles)];
  });
  return Object.fromEntries(owners);
}

/** A port that nobody uses now, and none of `taken`. */
export async function freePort(role: string, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = freeRange.from + Math.floor(Math.random() * (freeRange.to - freeRange.from));
    if (!taken.has(port) && (await isFree(port, role))) return port;
  }
  throw new Failure(`No port between ${freeRange.from} and ${freeRange.to} is free on ${host}.`);
}

/** Whether one can listen on a port; X-Ray's is UDP, the others are TCP. */
export function isFree(port: number, role: string): Promise<boolean> {
  return role === "xray" ? canBind(port) : canListen(port);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
