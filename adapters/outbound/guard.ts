import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks that are nobody's business from outside (RFC 6890): this host, private, link-local, shared, reserved. */
const inside: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 127, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

const blocked = new BlockList();
for (const [network, prefix, family] of inside) blocked.addSubnet(network, prefix, family);

/** ::ffff:10.0.0.1 is 10.0.0.1, however it is written. */
function plain(address: string): string {
  if (!isIPv6(address)) return address;
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dotted) return dotted;
  const words = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!words) return address;
  const [high, low] = [Number.parseInt(words[1]!, 16), Number.parseInt(words[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Addresses and networks (CIDR) that may be reached although they are inside, and hosts by name. */
export interface Allowed {
  readonly addresses: BlockList;
  readonly names: ReadonlySet<string>;
}

export function allowedOf(list: readonly string[]): Allowed {
  const addresses = new BlockList();
  const names = new Set<string>();
  for (const entry of list) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    if (family === 0) names.add(entry.toLowerCase());
    else if (prefix === undefined) addresses.addAddress(address, family === 4 ? "ipv4" : "ipv6");
    else addresses.addSubnet(address, Number(prefix), family === 4 ? "ipv4" : "ipv6");
  }
  return { addresses, names };
}

export function mayReach(address: string, { addresses }: Allowed): boolean {
  const shown = plain(address);
  const family = isIPv6(shown) ? "ipv6" : "ipv4";
  return addresses.check(shown, family) || !blocked.check(shown, family);
}

export interface Target {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly Target[]>;

const lookedUp: Resolve = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * Where a host may be reached: resolved once, every address checked. Whoever connects must use these and not resolve
 * again, or a second answer of the name server would slip through (DNS rebinding).
 */
export async function targetsOf(
  host: string,
  allowed: Allowed,
  resolve: Resolve = lookedUp,
): Promise<readonly Target[]> {
  const bare = host.replace(/^\[|\]$/g, "");
  const family = isIP(bare);
  const found: Target[] =
    family === 0 ? [...(await resolve(bare))] : [{ address: bare, family: family === 6 ? 6 : 4 }];
  if (allowed.names.has(bare.toLowerCase())) return found;
  return found.filter(({ address }) => mayReach(address, allowed));
}
