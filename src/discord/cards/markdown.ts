import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import { countChars, cutText } from '../../story/text.ts';

/**
 * Makes Discord show a text as it is: no bold, no link, no mention, no heading. discord.js's own escapeMarkdown
 * leaves brackets and angle brackets alone, so a headline could still close a link or pose as a mention.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|<>[\]]/g, '\\$&').replace(/^(?:[-#+]|\d+(?=[.)]))/, (start) => {
    return /\d/.test(start) ? `${start}\\` : `\\${start}`;
  });
}

/** The text escaped, and cut so that the escaped form has at most `maxChars` code points. */
export function escapeWithin(text: string, maxChars: number): string {
  let room = maxChars;
  let escaped = escapeMarkdown(cutText(text, room));
  for (let length = countChars(escaped); length > maxChars && room > 0; length = countChars(escaped)) {
    room -= Math.max(1, Math.ceil((length - maxChars) / 2));
    escaped = escapeMarkdown(cutText(text, Math.max(0, room)));
  }
  return escaped;
}

/** `[label](link)`; only the label when the address is longer than `linkMaxChars`. */
export function maskLink(label: string, link: string, labelMaxChars: number, linkMaxChars: number): string {
  const text = escapeWithin(label, labelMaxChars);
  const address = encodeBrackets(link);
  return address.length > linkMaxChars ? text : `[${text}](${address})`;
}

/** As `maskLink`, but Discord shows no preview of the page below the message. */
export function maskLinkWithoutPreview(
  label: string,
  link: string,
  labelMaxChars: number,
  linkMaxChars: number,
): string {
  return maskLink(label, link, labelMaxChars, linkMaxChars).replace(/\]\((.+)\)$/, '](<$1>)');
}

/** The address of a message, as Discord's own menu copies it. */
export function linkMessage(guildId: string, { channelId, messageId }: MessagePlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** A bracket in the address would end the link early. */
function encodeBrackets(link: string): string {
  return link.replace(/[()<>]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The instant in the reader's own time and language; `R` is relative ("2 hours ago"), `f` date and time. */
export function formatTimestamp(atMs: number, style: 'R' | 'f'): string {
  return `<t:${Math.floor(atMs / 1000)}:${style}>`;
}
