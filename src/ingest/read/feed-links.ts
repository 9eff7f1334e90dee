import { toAbsolute } from './html.ts';

type AtomLink = {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
  readonly type?: string | undefined;
};

/** The first of some addresses that is one, complete. `www.example.com/a` lacks only its scheme. */
export function firstLink(addresses: readonly (string | undefined)[], base: string): string | null {
  for (const given of addresses) {
    const address = given?.trim() ?? '';
    const link = toAbsolute(/^www\./i.test(address) ? `https://${address}` : address, base);
    if (link !== null) return link;
  }
  return null;
}

/** An entry's addresses, the likeliest to be its page first: RFC 4287, 4.2.7.2, and what feeds make of it. */
export function listAtomAddresses(
  links: readonly AtomLink[],
  id: string | undefined,
): (string | undefined)[] {
  const of = (...relations: readonly string[]) =>
    links.filter((link) => relations.includes(relationOf(link)));
  const alternates = of('alternate');
  const page = alternates.find(({ type }) => type === undefined || type.includes('html'));
  return [page, ...alternates, idLink(id), ...of('via', 'canonical', 'related'), ...of('self')].map(
    (link) => link?.href,
  );
}

/** Atom: where none is given, it is `alternate`; a name may be written as its address in IANA's list. */
const relationOf = ({ rel }: AtomLink): string =>
  (rel?.trim() || 'alternate')
    .toLowerCase()
    .replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');

/** An id that is an address is mostly that of the page. */
function idLink(id: string | undefined): AtomLink | undefined {
  return isAddress(id) ? { href: id } : undefined;
}

export const isAddress = (text: string | undefined): text is string => /^\s*https?:\/\//i.test(text ?? '');
