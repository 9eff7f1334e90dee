import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import { countChars, cutText, toOneLine } from '../../story/text.ts';

/**
 * Makes Discord show a text as it is, in one line: no bold, no link, no mention, no heading. discord.js's own
 * escapeMarkdown leaves brackets and angle brackets alone, so a headline could still close a link or pose as a mention.
 * An address is no link either: in the label of one, Discord would show the link that it is not.
 */
export function escapeMarkdown(text: string): string {
  return toOneLine(text)
    .replace(/[\\*_~`|<>[\]]|(?<=\])\(|:(?=\/\/)|@(?=everyone|here)/g, '\\$&')
    .replace(/^(?:[-#+]|\d+(?=[.)]))/, (start) => {
      return /\d/.test(start) ? `${start}\\` : `\\${start}`;
    });
}

/** A text for a place between backticks, where nothing can be escaped: it has none of its own. */
export function codeText(text: string): string {
  return toOneLine(text).replaceAll('`', "'");
}

/** A code point has two units at most; a sentence's end is seen by what follows it. */
const LOOKED_AHEAD_UNITS = 32;

/** The text escaped, and cut so that the escaped form has at most `maxChars` code points. */
export function escapeWithin(text: string, maxChars: number): string {
  // More than is shown in any case: each try below goes through all of it.
  const line = toOneLine(text).slice(0, 2 * maxChars + LOOKED_AHEAD_UNITS);
  let room = maxChars;
  let escaped = escapeMarkdown(cutText(line, room));
  for (let length = countChars(escaped); length > maxChars && room > 0; length = countChars(escaped)) {
    room -= Math.max(1, Math.ceil((length - maxChars) / 2));
    escaped = escapeMarkdown(cutText(line, Math.max(0, room)));
  }
  return escaped;
}

/** `[label](link)`; only the label when the address is longer than `linkMaxChars`. */
export function maskLink(label: string, link: string, labelMaxChars: number, linkMaxChars: number): string {
  return mask(label, encodeMarkup(link), labelMaxChars, linkMaxChars, (address) => address);
}

/** As `maskLink`, but Discord shows no preview of the page below the message. */
export function maskLinkWithoutPreview(
  label: string,
  link: string,
  labelMaxChars: number,
  linkMaxChars: number,
): string {
  return mask(label, encodeMarkup(link), labelMaxChars, linkMaxChars, (address) => `<${address}>`);
}

function mask(
  label: string,
  address: string,
  labelMaxChars: number,
  linkMaxChars: number,
  wrap: (address: string) => string,
): string {
  const text = escapeWithin(label, labelMaxChars);
  return address.length > linkMaxChars ? text : `[${text}](${wrap(address)})`;
}

/** The address of a message, as Discord's own menu copies it. */
export function linkMessage(guildId: string, { channelId, messageId }: MessagePlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** In an address a bracket would end the link early, an asterisk the bold text around it. */
function encodeMarkup(link: string): string {
  return link.replace(/[()<>*\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The instant in the reader's own time and language; `R` is relative ("2 hours ago"), `f` date and time. */
export function formatTimestamp(atMs: number, style: 'R' | 'f'): string {
  return `<t:${Math.floor(atMs / 1000)}:${style}>`;
}
