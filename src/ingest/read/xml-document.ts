const CDATA_OR_BARE_AMPERSAND =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&(?!(?:[a-z][a-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-f]{1,6});)/gi;

/** An `&` that begins no entity is one of the text: `?a=1&copy=2` must not become `?a=1©=2`. */
export function escapeBareAmpersands(xml: string): string {
  return xml.replace(CDATA_OR_BARE_AMPERSAND, (found) => (found === '&' ? '&amp;' : found));
}

const CDATA_ITEM_OR_IMAGE =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\/?(?:item|entry)[\s>]|<image(?:\s[^<>]{0,200})?>\s{0,40}(?:<url>\s{0,40})?(?:<!\[CDATA\[)?\s{0,40}((?:https?:)?\/[^\s<>"\]]{1,2048})|<image\s[^<>]{0,200}(?:href|url|src)="([^"<>]{1,2048})"/gi;

/**
 * Some feeds give an item an `<image>`, which RSS has for channels only. The parser takes no notice of it; so its
 * address is given once more, as a thumbnail, where the element begins.
 */
export function markItemImages(xml: string): string {
  if (!/<image[\s>]/i.test(xml)) return xml;
  let isInItem = false;
  return xml.replace(CDATA_ITEM_OR_IMAGE, (found, text?: string, attribute?: string) => {
    const address = text ?? attribute;
    if (/^<\/?(?:item|entry)/i.test(found)) isInItem = found[1] !== '/';
    return isInItem && address !== undefined ? `<media:thumbnail url="${address}"/>${found}` : found;
  });
}
