import { decodeHTMLStrict } from 'entities';
import { hasMarkup } from './markup.ts';

/*
 * What the formats call text, made HTML that is decoded once more and never twice: each format says how often its
 * texts are encoded (RFC 4287, 3.1; jsonfeed.org/version/1.1), and RSS, which does not, is read by what is there.
 */

type Text = string | undefined;

export function fromPlainText(text: Text): Text {
  return text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A text of RSS, in which XML has been decoded: HTML. Where that hides markup a second time, it is taken off once more. */
export function fromRssText(text: Text): Text {
  if (!text?.includes('&') || hasMarkup(text)) return text;
  const decoded = decodeHTMLStrict(text);
  return hasMarkup(dropBareBreaks(decoded)) ? decoded : text;
}

/** `&lt;br&gt;` alone is as likely told of as meant; `&lt;br/&gt;` is meant. */
function dropBareBreaks(text: string): string {
  return text.replace(/<(?:br|hr|wbr)>/gi, '');
}

type AtomText = { readonly value?: Text; readonly type?: Text };

export function fromAtomTitle(title: AtomText | undefined): Text {
  return isHtml(title?.type) ? title?.value : fromPlainText(title?.value);
}

/** Without a type it is text, but many feeds put HTML there. */
export function fromAtomText(text: AtomText | undefined): Text {
  if (text?.type !== undefined || text?.value === undefined) return fromAtomTitle(text);
  return hasMarkup(text.value) ? text.value : fromPlainText(text.value);
}

function isHtml(type: string | undefined): boolean {
  return /html/i.test(type ?? '');
}
