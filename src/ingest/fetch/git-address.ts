import { isIP } from 'node:net';
import { type AddressRule, type ResolveHost, resolveAllowed } from './address.ts';
import { GitSourceError } from './git-process.ts';

/** What git is told of where to connect. */
export type GitAddress = {
  readonly url: string;
  /** Its settings, as `name=value`. */
  readonly config: readonly string[];
};

export type GitAddressOptions = {
  readonly isFileAllowed: boolean;
  readonly isAllowed: AddressRule;
  readonly resolver: ResolveHost | undefined;
};

/** Beyond letters, digits, dots, hyphens and underscores, curl reads names its own way, and `-` before one as a command. */
const HOST_NAME = /^[a-z\d_][\w.-]*$/;

/**
 * Looks a git source's host up, once: git connects to the very addresses that were checked. It gets the address as it
 * was read here, so that the two cannot read it differently. Proxies of the environment are used for no source.
 * @throws GitSourceError, PrivateAddressError, and what the resolver throws
 */
export async function openGitAddress(
  address: string,
  { isFileAllowed, isAllowed, resolver }: GitAddressOptions,
): Promise<GitAddress> {
  const url = new URL(address);
  if (url.protocol === 'file:') {
    if (!isFileAllowed) throw new GitSourceError('a file address is not read');
    return { url: url.href, config: [] };
  }
  // curl takes a dot at the end off, and would not find the name again.
  url.hostname = url.hostname.replace(/\.$/, '');
  const { hostname, href } = url;
  const addresses = await resolveAllowed(hostname, isAllowed, resolver);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return { url: href, config: [] };
  if (!HOST_NAME.test(hostname)) throw new GitSourceError(`${hostname} is no name of a host`);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const targets = addresses.map((target) => (isIP(target) === 6 ? `[${target}]` : target)).join(',');
  return { url: href, config: [`http.curloptResolve=${hostname}:${port}:${targets}`] };
}
