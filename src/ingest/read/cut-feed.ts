/** Deeper in each other than this is nothing that a feed has. */
const DEPTH_MAX = 100;
const ROOT = /<((?:[a-z_][\w.-]{0,20}:)?(?:rss|rdf|feed))(?=[\s>])/i;

/**
 * A feed whose end is missing, ended behind its last whole item. What follows that is half an item, and is left out.
 * @returns null when it is not cut off, or before its first item ends
 */
export function endCutXml(xml: string): string | null {
  const root = ROOT.exec(xml)?.[1];
  if (root === undefined) return null;
  const prefix = root.includes(':') && !/rdf$/i.test(root) ? root.slice(0, root.indexOf(':') + 1) : '';
  const lower = xml.toLowerCase();
  if (lower.lastIndexOf(`</${root.toLowerCase()}`) !== -1) return null;
  const item = /feed$/i.test(root) ? `</${prefix}entry>` : `</${prefix}item>`;
  const end = lower.lastIndexOf(item.toLowerCase());
  // Lower case must not have changed the length, as it does for some letters.
  if (end === -1 || lower.length !== xml.length) return null;
  const isChannelOpen = /rss$/i.test(root) && lower.includes(`<${prefix.toLowerCase()}channel`);
  const casedAs = (name: string): string => (root === root.toUpperCase() ? name.toUpperCase() : name);
  const channel = isChannelOpen ? `</${prefix}${casedAs('channel')}>` : '';
  return `${xml.slice(0, end + item.length)}${channel}</${root}>`;
}

/** The same in JSON; `{…, "items": [{…}, {…}, {…`: up to the last object that ends directly in a list of the outermost object. */
export function endCutJson(json: string): string | null {
  let open = '';
  let end = -1;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') {
      at = findStringEnd(json, at);
      if (at === -1) break;
    } else if (char === '{' || char === '[') {
      if (open.length >= DEPTH_MAX) return null;
      open += char;
    } else if (char === '}' || char === ']') {
      open = open.slice(0, -1);
      if (open === '') return null;
      if (open === '{[' && char === '}') end = at + 1;
    }
  }
  return end === -1 || !open.startsWith('{[') ? null : `${json.slice(0, end)}]}`;
}

function findStringEnd(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at;
  }
  return -1;
}
