import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import { countChars, cutText } from '../../story/text.ts';
import { EMBED_DESCRIPTION_MAX_CHARS, EMBEDS_TOTAL_MAX_CHARS } from './limits.ts';

/** What a message or an answer shows. */
export type Content = {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** The one role that the message may mention. */
  readonly mentionRoleId?: string | null;
};

/**
 * The body of every message that is sent: it pings nobody but the one role that it is given, and its embeds keep to
 * Discord's total. An edit gets all parts, so that what is no longer there goes away.
 */
export function toMessageBody({ content = '', embeds = [], components = [], mentionRoleId = null }: Content) {
  return {
    content,
    embeds: fitEmbeds(embeds),
    components: [...components],
    allowed_mentions: { parse: [], ...(mentionRoleId !== null && { roles: [mentionRoleId] }) },
  } satisfies RESTPostAPIChannelMessageJSONBody;
}

/** Cuts descriptions, the longest part, until each fits and the texts of all embeds fit Discord's total. */
function fitEmbeds(embeds: readonly APIEmbed[]): APIEmbed[] {
  let excess = embeds.reduce((total, embed) => total + countEmbedChars(embed), 0) - EMBEDS_TOTAL_MAX_CHARS;
  return embeds.map((embed) => {
    if (embed.description === undefined) return embed;
    const length = countChars(embed.description);
    const room = Math.min(EMBED_DESCRIPTION_MAX_CHARS, length - Math.max(0, excess));
    if (room >= length) return embed;
    const description = cutText(embed.description, Math.max(0, room));
    excess -= length - countChars(description);
    return { ...embed, description };
  });
}

function countEmbedChars({ title, description, author, footer, fields = [] }: APIEmbed): number {
  const texts = [title, description, author?.name, footer?.text];
  for (const { name, value } of fields) texts.push(name, value);
  return texts.reduce((total, text) => total + countChars(text ?? ''), 0);
}
