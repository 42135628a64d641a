import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What a name stands for at one moment. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** An address that is nobody's business: of this network, of this machine, or of none at all. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/** IPv6 that is routed on the internet; all that is beside it has a use of its own. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address is one of the public internet's. None that lead inside are: private, loopback, link-local (cloud metadata
 * among them), shared (CGNAT), reserved, multicast, and IPv6 that carries IPv4 (mapped, NAT64, 6to4, Teredo). Pure.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || (parsed as ipaddr.IPv6).match(globalUnicast);
}

const askSystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * The addresses of a host, given as a name or an address. Throws a PrivateAddressError where any of them is not public, and
 * what the resolver throws where there is none.
 */
export async function resolvePublic(
  hostname: string,
  resolve: Resolve = askSystem,
): Promise<readonly Address[]> {
  const addresses = await resolveHost(hostname, resolve);
  const inside = addresses.find(({ address }) => !isPublicAddress(address));
  if (inside !== undefined)
    throw new PrivateAddressError(`${hostname} is at ${inside.address}, which is not public`);
  return addresses;
}

/** `hostname` as a URL has it: IPv6 in brackets. */
export async function resolveHost(
  hostname: string,
  resolve: Resolve = askSystem,
): Promise<readonly Address[]> {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  if (!ipaddr.isValid(bare)) return resolve(bare);
  return [{ address: bare, family: ipaddr.parse(bare).kind() === "ipv6" ? 6 : 4 }];
}
