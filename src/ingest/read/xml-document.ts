const CDATA_OR_BARE_AMPERSAND =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&(?!(?:[a-z][a-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-f]{1,6});)/gi;

/** An `&` that begins no entity is one of the text: `?a=1&copy=2` must not become `?a=1©=2`. */
export function escapeBareAmpersands(xml: string): string {
  return xml.replace(CDATA_OR_BARE_AMPERSAND, (found) => (found === '&' ? '&amp;' : found));
}
