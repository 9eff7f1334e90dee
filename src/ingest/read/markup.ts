/**
 * Tells tags from texts that only look like them: `Vec<T>`, `a < b`, `the <think> tag`. A tag is one when its name is
 * of HTML and it is closed, or has an attribute. Linear in the length of the text.
 */

/** HTML's elements (html.spec.whatwg.org, 3 and 16.2), and those of old that feeds still have. */
const KNOWN = new Set(
  `a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas
caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label
legend li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output p param
picture pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub
summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr`.split(
    /\s+/,
  ),
);
const VOID = new Set(
  'area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '),
);
/** Void elements that say all with their name. */
const BREAKS = new Set(['br', 'hr', 'wbr']);
/** In a text that is HTML, these are tags even where their end is missing. */
const OFTEN_OPEN = new Set(
  `a article aside b big blockquote body br caption center cite code dd div dl dt em figcaption figure font h1 h2 h3 h4
h5 h6 hr html i img li ol p pre q script section small span strong style sub sup table tbody td tfoot th thead tr u ul
wbr`.split(/\s+/),
);

/** Markup shows early. */
const LOOKED_AT_MAX_CHARS = 20_000;

type Tag = {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly name: string;
  readonly kind: 'open' | 'close' | 'other';
  readonly hasAttributes: boolean;
  readonly isSelfClosed: boolean;
};

/** Whether a text, as far as it is looked at, holds markup that cannot be meant as text. */
export function hasMarkup(text: string): boolean {
  return text.includes('<') && findReal(listTags(text.slice(0, LOOKED_AT_MAX_CHARS))).size > 0;
}

/**
 * The same text as HTML in which only markup is markup.
 * @param isWholeText false for one line, where a tag without its end is more likely text
 */
export function escapeStrayTags(text: string, isWholeText: boolean): string {
  if (!text.includes('<')) return text;
  const tags = listTags(text);
  const real = findReal(tags);
  const firstAt = text.search(/\S/);
  const isHtml = isWholeText && (real.size > 0 || tags.some((tag) => opensText(tag, firstAt)));
  let escaped = '';
  let at = 0;
  for (const tag of tags) {
    if (!real.has(tag) && !(isHtml && OFTEN_OPEN.has(tag.name))) continue;
    escaped += escapeLess(text.slice(at, tag.start)) + text.slice(tag.start, tag.end);
    at = tag.end;
  }
  return escaped + escapeLess(text.slice(at));
}

/** A text that begins with a tag is HTML, and so is one of paragraphs, whose ends may be left out. */
function opensText({ name, start }: Tag, firstAt: number): boolean {
  return name === 'p' || name === 'li' || (OFTEN_OPEN.has(name) && start === firstAt);
}

function escapeLess(text: string): string {
  // A section of character data within a text was wrapped twice; what it holds is the text.
  const bare = text.includes('<![CDATA[') ? text.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : text;
  return bare.replaceAll('<', '&lt;');
}

function findReal(tags: readonly Tag[]): Set<Tag> {
  const real = new Set<Tag>();
  const open = new Map<string, Tag[]>();
  for (const tag of tags) {
    const isKnown = KNOWN.has(tag.name);
    if (tag.kind === 'other') real.add(tag);
    else if (VOID.has(tag.name)) {
      if (tag.hasAttributes || tag.isSelfClosed || BREAKS.has(tag.name)) real.add(tag);
    } else if (tag.kind === 'open') {
      const openers = open.get(tag.name) ?? [];
      open.set(tag.name, openers);
      openers.push(tag);
      if (tag.hasAttributes || (isKnown && tag.isSelfClosed)) real.add(tag);
    } else {
      const opener = open.get(tag.name)?.pop();
      // Elements of one's own have a hyphen or a prefix (html.spec.whatwg.org, valid custom element name).
      if (opener === undefined || !(isKnown || /[-:]/.test(tag.name) || real.has(opener))) continue;
      real.add(opener).add(tag);
    }
  }
  return real;
}

/** Finds what a tag, a quote or a comment ends with; what is not there once is not looked for again. */
class Finder {
  readonly #text: string;
  /** From where on each is missing. */
  readonly #missing = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  find(mark: string, from: number): number {
    if (from >= (this.#missing.get(mark) ?? Number.POSITIVE_INFINITY)) return -1;
    const at = this.#text.indexOf(mark, from);
    if (at === -1) this.#missing.set(mark, from);
    return at;
  }
}

function listTags(text: string): Tag[] {
  const tags: Tag[] = [];
  const finder = new Finder(text);
  for (let start = text.indexOf('<'); start !== -1; ) {
    const tag = readTag(text, start, finder);
    if (tag !== null) tags.push(tag);
    start = text.indexOf('<', tag?.end ?? start + 1);
  }
  return tags;
}

const NAME = /\/?([a-z][a-z0-9]*(?:[-:][a-z0-9:-]*)?)(?=[\s/>])/iy;

function readTag(text: string, start: number, finder: Finder): Tag | null {
  const next = text[start + 1];
  if (next === '!' || next === '?') return readDeclaration(text, start, finder);
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  const from = NAME.lastIndex;
  const end = findTagEnd(text, from, finder);
  if (end === null) return null;
  const rest = text.slice(from, end - 1);
  // `if (a <b && c> d)`: names of attributes are words.
  if (!rest.includes('=') && /[^\s\w:/-]/.test(rest)) return null;
  return {
    start,
    end,
    name,
    kind: next === '/' ? 'close' : 'open',
    hasAttributes: /[\w-]\s?=\s?["'\w/#.-]/.test(rest),
    isSelfClosed: rest.endsWith('/'),
  };
}

/** Comments, document types and processing instructions; not sections of character data. */
function readDeclaration(text: string, start: number, finder: Finder): Tag | null {
  const isComment = text.startsWith('<!--', start);
  if (!isComment && !/^<(?:!doctype\s|\?[a-z])/i.test(text.slice(start, start + 12))) return null;
  const mark = isComment ? '-->' : '>';
  const at = finder.find(mark, start + 2);
  if (at === -1) return null;
  return {
    start,
    end: at + mark.length,
    name: '',
    kind: 'other',
    hasAttributes: false,
    isSelfClosed: false,
  };
}

/** Where the tag ends that goes on at `from`: a `>` in quotes does not end it, another `<` shows that it is none. */
function findTagEnd(text: string, from: number, finder: Finder): number | null {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '>') return at + 1;
    if (char === '<') return null;
    if (char !== '=') continue;
    const from = text[at + 1] === ' ' ? at + 2 : at + 1;
    const quote = text[from];
    if (quote !== '"' && quote !== "'") continue;
    const close = finder.find(quote, from + 1);
    if (close === -1) return null;
    at = close;
  }
  return null;
}
