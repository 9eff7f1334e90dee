import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { buildCustomId } from '../../src/discord/cards/custom-id.ts';
import { LIST_COLOR } from '../../src/discord/cards/list-cards.ts';
import { codeText } from '../../src/discord/cards/markdown.ts';
import type { CommandContext, Form } from '../../src/discord/interactions/command.ts';
import { findPostable } from '../../src/discord/posting/postable-channel.ts';
import { MODAL_TITLE_MAX_CHARS } from '../../src/discord/rest/limits.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { cutText } from '../../src/story/text.ts';
import { FIELD_MAX_CHARS } from './settings/setting.ts';
import { buildFields, FIELD_NAMES } from './settings/settings.ts';

/** An embed's field must not be empty. */
const NOTHING = '–';

/** The form of a feed, filled with what it is set to. */
export function buildFeedForm(feed: Feed, t: Translate, { client }: CommandContext): Form {
  const name = findPostable(client, feed.channelId)?.name ?? feed.channelId;
  return {
    form: {
      custom_id: buildCustomId({ kind: 'feed-form', channelId: feed.channelId }),
      title: cutText(t('feed.form.title', { channel: `#${name}` }), MODAL_TITLE_MAX_CHARS),
      components: buildFields(feed, t),
    },
  };
}

/** What was typed into a form with mistakes, and a button that opens it again as it was typed. */
export function showTyped(
  { channelId }: Feed,
  fields: Readonly<Record<string, string>>,
  t: Translate,
): Omit<Content, 'content'> {
  const typed = FIELD_NAMES.map((name) => {
    const text = cutText(codeText(fields[name] ?? ''), FIELD_MAX_CHARS);
    return { name, value: text === '' ? NOTHING : `\`${text}\``, inline: true };
  });
  return {
    // The message keeps it: the button works after a restart too.
    embeds: [{ title: t('feed.form.typed'), fields: typed, color: LIST_COLOR }],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: t('feed.form.again'),
            custom_id: buildCustomId({ kind: 'feed-edit', channelId }),
          },
        ],
      },
    ],
  };
}

/** What `showTyped` showed; of another card, nothing. */
export function readShown(card: APIEmbed | null): Readonly<Record<string, string>> {
  const shown = (card?.fields ?? []).filter(({ name }) => FIELD_NAMES.includes(name));
  return Object.fromEntries(
    shown.map(({ name, value }) => [name, value === NOTHING ? '' : value.replaceAll('`', '')]),
  );
}

/** The form with what was typed in place of what is set. */
export function fillForm({ form }: Form, typed: Readonly<Record<string, string>>): Form {
  const components = form.components.map((part) => {
    if (part.type !== ComponentType.Label || !('custom_id' in part.component)) return part;
    const value = typed[part.component.custom_id];
    if (value === undefined) return part;
    const { component } = part;
    if (component.type === ComponentType.TextInput) {
      const { value: _before, ...input } = component;
      return { ...part, component: { ...input, ...(value !== '' && { value }) } };
    }
    if (component.type !== ComponentType.StringSelect) return part;
    const options = component.options.map((option) => ({ ...option, default: option.value === value }));
    return { ...part, component: { ...component, options } };
  });
  return { form: { ...form, components } };
}
