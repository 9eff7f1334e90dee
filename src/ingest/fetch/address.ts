import { lookup as resolve } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** An address of this machine's own surroundings, which a source must not make the bot speak to. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';

  constructor(host: string, address: string) {
    super(`${host} is at ${address}, which is not an address of the public internet`);
  }
}

/**
 * Whether an IP address is of the public internet: not private, loopback, link-local, carrier-grade NAT,
 * unique-local, multicast, reserved, nor one of these written as IPv6 (mapped, 6to4, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.replace(/^\[|\]$/g, '').split('%', 1);
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  if (parsed.range() !== 'unicast' || METADATA_ADDRESSES.has(parsed.toString())) return false;
  // The rest of IPv6 is not given out (iana.org, IPv6 Address Space); `::7f00:1` is an IPv4 address in it.
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(ipaddr.IPv6.parseCIDR('2000::/3'));
}

/** Clouds answer there with the secrets of the machine that asks; the others of this kind are in ranges above. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);

/** Which IP addresses may be connected to. */
export type AddressRule = (address: string) => boolean;

/** Resolves a name as Node does, and fails when any of its addresses may not be connected to. */
function createLookup(isAllowed: AddressRule): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused !== undefined) return callback(new PrivateAddressError(host, refused.address), []);
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

/**
 * Opens connections for undici, to allowed addresses only. The check is made on the very address that is connected
 * to, so a name that resolves differently the second time, or a redirect, gains nothing.
 */
export function createConnector(timeoutMs: number, isAllowed: AddressRule): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: createLookup(isAllowed) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !isAllowed(host)) {
      callback(new PrivateAddressError(options.hostname, host), null);
      return;
    }
    connect(options, callback);
  };
}

/** The IP addresses of a name. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The addresses of a host, for a client that connects by itself and must be told to which.
 * @throws PrivateAddressError when one of them may not be connected to, and what the resolver throws
 */
export async function resolveAllowed(
  host: string,
  isAllowed: AddressRule,
  resolver: ResolveHost = resolveHost,
): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) !== 0 ? [bare] : await resolver(bare);
  const refused = addresses.find((address) => !isAllowed(address));
  if (refused !== undefined) throw new PrivateAddressError(host, refused);
  return addresses;
}
