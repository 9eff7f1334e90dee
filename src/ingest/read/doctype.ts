/** So many declarations may a feed have: HTML's own lists of entities have 253 (w3.org/TR/html4, 24). */
const DECLARATIONS_MAX = 300;
const SUBSET_MAX_CHARS = 100_000;
const REFUSED = 'the feed declares entities of its own; such a document is not read';

const ROOT = /<(?:[a-z_][\w.-]{0,20}:)?(?:rss|rdf|feed|channel)[\s>]/i;

/** What is wrong with a document type, in plain words. */
export class DoctypeError extends Error {
  override name = 'DoctypeError';
}

/** What its entities may add to a document in all. */
const PUT_IN_MAX_CHARS = 100_000;

/**
 * Takes the document type off: nothing here opens its address. Where it declares characters (`nbsp`) or short plain
 * texts, they are put in. An entity that holds another one can unfold to gigabytes, and one that names a file reads it:
 * no feed needs such.
 * @throws DoctypeError
 */
export function takeDoctypeOff(xml: string): string {
  const start = xml.search(/<!doctype\b/i);
  const root = xml.search(ROOT);
  // Behind the first tag of a feed it is part of a text.
  if (start === -1 || (root !== -1 && root < start)) return xml;
  const mark = /[>[]/g;
  mark.lastIndex = start;
  const open = mark.exec(xml);
  if (open === null) throw new DoctypeError('the feed is cut off');
  if (open[0] === '>') return xml.slice(0, start) + xml.slice(open.index + 1);
  const { end, characters } = readSubset(xml, open.index + 1);
  return xml.slice(0, start) + putIn(xml.slice(end), characters);
}

type Subset = { readonly end: number; readonly characters: ReadonlyMap<string, string> };

/** One part of what stands between `[` and `]>`: its end, a comment, an instruction, or a declaration with its quotes. */
const PART =
  /\s*(?:(\]\s*>)|<!--[\s\S]*?-->|<\?[^>]*>|(<!entity\s(?:[^"'<>]|"[^"]*"|'[^']*')*>)|<!(?:attlist|element|notation)\s(?:[^"'<>]|"[^"]*"|'[^']*')*>)/iy;

function readSubset(xml: string, from: number): Subset {
  const characters = new Map<string, string>();
  const subset = xml.slice(from, from + SUBSET_MAX_CHARS);
  PART.lastIndex = 0;
  for (let count = 0; count < DECLARATIONS_MAX; count++) {
    const [, isEnd, entity] = PART.exec(subset) ?? [];
    if (isEnd !== undefined) return { end: from + PART.lastIndex, characters };
    if (PART.lastIndex === 0) break;
    if (entity === undefined) continue;
    const declared = readCharacter(entity);
    if (declared === null) break;
    characters.set(...declared);
  }
  throw new DoctypeError(REFUSED);
}

/** `<!ENTITY nbsp "&#160;">`, or a text without markup: the name, and what stands for it in XML. */
function readCharacter(entity: string): [name: string, reference: string] | null {
  const match =
    /^<!entity\s{1,20}([a-z][\w.-]{0,40})\s{1,20}["'](?:&(?:#38;)?#(\d{1,7}|x[\da-f]{1,6});|([^&<>%"'\p{Cc}]{1,100}))["']\s{0,20}>$/iu.exec(
      entity,
    );
  const name = match?.[1];
  if (name === undefined) return null;
  return [name, match?.[3] ?? `&#${match?.[2]?.toLowerCase()};`];
}

const CDATA_OR_ENTITY = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&([a-z][\w.-]{0,40});/gi;

function putIn(xml: string, characters: ReadonlyMap<string, string>): string {
  if (characters.size === 0) return xml;
  let addedChars = 0;
  return xml.replace(CDATA_OR_ENTITY, (found, name?: string) => {
    const text = characters.get(name ?? '');
    addedChars += Math.max(0, (text?.length ?? 0) - found.length);
    if (addedChars > PUT_IN_MAX_CHARS) throw new DoctypeError(REFUSED);
    return text ?? found;
  });
}
