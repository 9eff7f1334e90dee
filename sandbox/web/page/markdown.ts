/** Discord's Markdown, as far as bots' texts use it, as a tree: what is drawn never passes through HTML. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'u' | 's'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'time'; atMs: number; style: string }
  | { kind: 'channel' | 'role' | 'user'; id: string }
  | { kind: 'command'; name: string };

type Rule = { pattern: RegExp; build(match: RegExpExecArray): Inline };

const styled =
  (kind: 'strong' | 'em' | 'u' | 's') =>
  ([, inner = '']: RegExpExecArray): Inline => ({ kind, children: parseMarkdown(inner) });
const link = (href: string): Inline => ({ kind: 'link', href, children: [{ kind: 'text', text: href }] });

/** Tried in this order at each place; all sticky. An escaped character never ends or begins anything. */
const RULES: readonly Rule[] = [
  { pattern: /\\([^\sA-Za-z0-9])/y, build: ([, text = '']) => ({ kind: 'text', text }) },
  { pattern: /\n/y, build: () => ({ kind: 'break' }) },
  { pattern: /(`+)([^`](?:[\s\S]*?[^`])?)\1(?!`)/y, build: ([, , text = '']) => ({ kind: 'code', text }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    build: ([, seconds, style = 'f']) => ({ kind: 'time', atMs: Number(seconds) * 1000, style }),
  },
  { pattern: /<#(\d+)>/y, build: ([, id = '']) => ({ kind: 'channel', id }) },
  { pattern: /<@&(\d+)>/y, build: ([, id = '']) => ({ kind: 'role', id }) },
  { pattern: /<@!?(\d+)>/y, build: ([, id = '']) => ({ kind: 'user', id }) },
  { pattern: /<(\/[^:\n<>]+):\d+>/y, build: ([, name = '']) => ({ kind: 'command', name }) },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, build: ([, href = '']) => link(href) },
  {
    pattern: /\[((?:\\[\s\S]|[^[\]\\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?\)/y,
    build: ([, label = '', href = '']) => ({ kind: 'link', href, children: parseMarkdown(label) }),
  },
  { pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, build: styled('strong') },
  { pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, build: styled('u') },
  { pattern: /~~((?:\\[\s\S]|[^\\])+?)~~/y, build: styled('s') },
  { pattern: /\*(?=\S)((?:\\[\s\S]|[^\\*])+)\*(?!\*)/y, build: styled('em') },
  { pattern: /_((?:\\[\s\S]|[^\\_])+)_(?![A-Za-z0-9])/y, build: styled('em') },
  { pattern: /https?:\/\/[^\s<]*[^\s<.,:;"')\]]/y, build: ([href]) => link(href) },
];

export function parseMarkdown(source: string): Inline[] {
  const nodes: Inline[] = [];
  for (let at = 0; at < source.length; ) {
    const [node, end] = readAt(source, at);
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else nodes.push(node);
    at = end;
  }
  return nodes;
}

function readAt(source: string, at: number): [node: Inline, end: number] {
  for (const { pattern, build } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    // The patterns are shared and building may parse inside: the end is taken before.
    if (match) return [build(match), at + match[0].length];
  }
  return [{ kind: 'text', text: source.charAt(at) }, at + 1];
}

/** The text without its Markdown, for titles and labels. */
export function toPlainText(source: string): string {
  const flatten = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if ('children' in node) return flatten(node.children);
        return 'text' in node ? node.text : ' ';
      })
      .join('');
  return flatten(parseMarkdown(source));
}
