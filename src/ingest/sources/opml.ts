import { generateOpml, parseOpml } from 'feedsmith';
import { hostWithoutPrefix, parseHttpUrl } from '../../story/links.ts';
import { cleanText, cutText } from '../../story/text.ts';
import { parseSources, type Source, sourceKey } from './sources.ts';

// OPML (opml.org/spec2.opml), the form in which feed readers hand their subscriptions on.

/** As long as a source's name may be. */
const NAME_MAX_CHARS = 100;
/** Folders in folders; a deeper file is a joke. */
const DEPTH_MAX = 20;

/** An entry of `sources.yaml`, as far as OPML tells it. */
type ImportedSource = {
  readonly name: string;
  readonly kind: 'feed';
  readonly address: string;
  readonly provider: { readonly name: string; readonly domain: string };
};
export type OpmlImport = {
  readonly sources: readonly ImportedSource[];
  /** Those whose address, or name, is there already. */
  readonly known: number;
  /** Outlines with a feed's address that is none, or that no source can have. */
  readonly broken: readonly string[];
};

type Outline = {
  readonly text?: string | undefined;
  readonly title?: string | undefined;
  readonly xmlUrl?: string | undefined;
  readonly htmlUrl?: string | undefined;
  readonly outlines?: readonly Outline[] | undefined;
};

/**
 * The feeds of an OPML file that are not among the sources.
 * @throws Error when the text is no OPML
 */
export function readOpml(text: string, present: readonly Source[]): OpmlImport {
  const outlines = listOutlines(parseOpml(text).body?.outlines ?? [], 0);
  const addresses = new Set(present.map(({ address }) => address));
  const names = new Set(present.map(({ name }) => sourceKey(name)));
  const sources: ImportedSource[] = [];
  const broken: string[] = [];
  let known = 0;
  for (const { text: label, title, xmlUrl, htmlUrl } of outlines) {
    if (xmlUrl === undefined) continue;
    const url = parseHttpUrl(xmlUrl.trim());
    if (url === null) {
      broken.push(cutText(cleanText(xmlUrl), NAME_MAX_CHARS));
      continue;
    }
    const domain = hostWithoutPrefix(parseHttpUrl(htmlUrl?.trim() ?? '') ?? url);
    const named = cutText(cleanText(title ?? label ?? ''), NAME_MAX_CHARS);
    const name = sourceKey(named) === '' ? domain : named;
    const isKnown = addresses.has(url.href) || addresses.has(xmlUrl.trim()) || names.has(sourceKey(name));
    if (isKnown) {
      known++;
      continue;
    }
    const source = { name, kind: 'feed', address: url.href, provider: { name, domain } } as const;
    // `sources.yaml` would be one with a mistake. JSON is YAML, too.
    if (parseSources(JSON.stringify([source])).problems.length > 0) {
      broken.push(cutText(url.href, NAME_MAX_CHARS));
      continue;
    }
    addresses.add(url.href);
    names.add(sourceKey(name));
    sources.push(source);
  }
  return { sources, known, broken };
}

function listOutlines(outlines: readonly Outline[], depth: number): Outline[] {
  if (depth > DEPTH_MAX) return [];
  return outlines.flatMap((outline) => [outline, ...listOutlines(outline.outlines ?? [], depth + 1)]);
}

/** The feeds among the sources as OPML, with their outlets' names and homes. */
export function writeOpml(sources: readonly Source[]): { text: string; exported: number } {
  const outlines = sources.flatMap((source) => {
    if (source.kind !== 'feed') return [];
    const { name, address, provider } = source;
    const home = provider === undefined ? {} : { htmlUrl: `https://${provider.domain}/` };
    return [{ type: 'rss', text: name, title: provider?.name ?? name, xmlUrl: address, ...home }];
  });
  return {
    text: generateOpml({ head: { title: 'Heatline' }, body: { outlines } }),
    exported: outlines.length,
  };
}
