import { findTarget, hidesTarget } from '../../story/go-between-links.ts';
import { displayHost } from '../../story/host-name.ts';
import { hostWithoutPrefix, parseHttpUrl } from '../../story/links.ts';
import type { ArticleSource } from '../sources/sources.ts';
import { fromPlainText } from './feed-text.ts';
import { readHtmlText } from './html.ts';
import type { RawItem } from './item.ts';

/** What stands behind a headline and could be an outlet's name. */
const OUTLET_NAME_MAX_CHARS = 60;
/** What stands between headline and outlet. */
const DASHES = [' - ', ' – ', ' — ', ' | '];
const DASH_CHARS = 3;

/**
 * An item that came by a go-between, a search's alerts or a redirector, as its outlet would tell it: with the article's
 * own link, and the outlet that the item names. Any other item stays as it is.
 */
export function seePastGoBetween(raw: RawItem, source: ArticleSource): RawItem {
  const target = findTarget(raw.link);
  if (target === null && !hidesTarget(raw.link)) return raw;
  const link = target ?? raw.link;
  // What the source says of a list of outlets is not said of this one.
  if (raw.provider !== null) return { ...raw, link };
  const home = parseHttpUrl(raw.outlet?.url ?? '') ?? (target === null ? null : parseHttpUrl(target));
  if (home === null) return { ...raw, link };
  const domain = hostWithoutPrefix(home);
  // A redirector in front of the source's own articles.
  if (source.provider !== undefined && isOf(domain, source.provider.domain)) return { ...raw, link };
  const named = readHtmlText(raw.outlet?.name ?? '').slice(0, OUTLET_NAME_MAX_CHARS);
  // A name that only stands behind the headline would be another one than the outlet's own feed gives it.
  const name = named || displayHost(domain);
  const headline = readHtmlText(raw.title, { isTitle: true });
  const suffix = named === '' ? readOutletName(headline, domain) : null;
  return {
    ...raw,
    link,
    ...(suffix !== null && { title: fromPlainText(headline.slice(0, -suffix.length - DASH_CHARS)) ?? '' }),
    texts: raw.texts.filter((text) => !repeatsTitle(text, raw.title, suffix ?? name)),
    provider: { name, domain, iconUrl: null },
  };
}

function isOf(domain: string, other: string): boolean {
  const own = other.toLowerCase().replace(/^www\./, '');
  return domain === own || domain.endsWith(`.${own}`);
}

/** The outlet behind a headline (`… - Daily Planet`), where it fits the host (`daily-planet.example`). */
function readOutletName(title: string, domain: string): string | null {
  const name = title.slice(Math.max(...DASHES.map((dash) => title.lastIndexOf(dash))) + DASH_CHARS);
  if (name.length >= title.length - DASH_CHARS || name.length > OUTLET_NAME_MAX_CHARS) return null;
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const whole = words.join('');
  const bare = words.filter((word) => word !== 'the').join('');
  const initials = [words, words.filter((word) => word !== 'the')].map((list) =>
    list.map(([letter]) => letter).join(''),
  );
  const labels = displayHost(domain)
    .toLowerCase()
    .split('.')
    .slice(0, -1)
    .map((label) => label.replaceAll('-', ''));
  const fits = labels.some(
    (label) =>
      (label.length >= 3 && (whole.startsWith(label) || bare.startsWith(label))) ||
      (bare.length >= 3 && (label.startsWith(whole) || label.startsWith(bare))) ||
      (words.length > 1 && initials.some((letters) => letters.length > 1 && label.startsWith(letters))) ||
      whole === displayHost(domain).replace(/[^\p{L}\p{N}]+/gu, ''),
  );
  return fits ? name : null;
}

/** Google News gives the headline and the outlet for an excerpt, and then those of others. */
function repeatsTitle(text: string, title: string, name: string): boolean {
  const excerpt = toWords(readHtmlText(text));
  const headline = toWords(readHtmlText(title));
  const bare = headline.endsWith(` ${toWords(name)}`)
    ? headline.slice(0, -toWords(name).length - 1)
    : headline;
  return excerpt === bare || excerpt === headline || excerpt.startsWith(`${bare} ${toWords(name)}`);
}

function toWords(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}
