import {
  type APIButtonComponent,
  type APIEmbed,
  type APIMessage,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { SentDigest } from '../../delivery/channel-port.ts';
import type { MessageLook } from '../../delivery/ledger-entry.ts';
import { isLanguage, type Translate, translatorFor } from '../../locales/translate.ts';
import { type CoverageArticle, rateEvent } from '../../search/coverage.ts';
import type { Story } from '../../story/story.ts';
import { closeExcerpt, cutText } from '../../story/text.ts';
import {
  BUTTON_LABEL_MAX_CHARS,
  BUTTON_LINK_MAX_CHARS,
  EMBED_AUTHOR_MAX_CHARS,
  EMBED_FIELD_VALUE_MAX_CHARS,
  EMBED_FOOTER_MAX_CHARS,
  EMBED_TITLE_MAX_CHARS,
} from '../rest/limits.ts';
import type { Content } from '../rest/outgoing.ts';
import { takenAddress } from './card-address.ts';
import { buildCustomId, parseCustomId } from './custom-id.ts';
import { findHeatColor, showHeat } from './heat-words.ts';
import { escapeWithin, formatTimestamp, maskLink, maskLinkWithoutPreview } from './markdown.ts';

/** As much of the article as fits a phone's screen beside the image. */
const CARD_EXCERPT_MAX_CHARS = 400;
/** A narrower image would be blown up when shown large. */
const LARGE_IMAGE_MIN_PX = 300;
/** With a longer address, a line of text would not fit a message (2000 characters). */
const HEADLINE_LINK_MAX_CHARS = 1500;
/** The link of `formatHeadline`. */
const HEADLINE_LINK = /\]\(<(https?:[^<>\s]+)>\)\*\* · /;
const RELATED_IN_CARD_MAX = 3;
const RELATED_TITLE_MAX_CHARS = 100;
const RELATED_PROVIDER_MAX_CHARS = 40;
/** Room for the line that says how many more there are. */
const MORE_MAX_CHARS = 40;

/** The message of a story: a card with its buttons, a small card without an excerpt, or one line. */
export function buildStoryCard(
  story: Story,
  coverage: readonly CoverageArticle[],
  { style, language, mentionRoleId }: MessageLook,
): Content {
  const t = translatorFor(isLanguage(language) ? language : 'en');
  const mention = mentionRoleId === null ? '' : `<@&${mentionRoleId}> `;
  if (style === 'headline') {
    const components = isUntold(story) ? toRow([buildRelatedButton(story.id, t('card.related'))]) : [];
    return { content: `${mention}${formatHeadline(story)}`, components, mentionRoleId };
  }
  return {
    // A phone tells of a mention by the message's text alone.
    content: mention === '' ? '' : `${mention}${formatOutletHeadline(story)}`,
    embeds: [buildEmbed(story, coverage, style === 'compact', t)],
    components: buildButtons(story, coverage.length, t),
    mentionRoleId,
  };
}

function buildEmbed(
  story: Story,
  coverage: readonly CoverageArticle[],
  isCompact: boolean,
  t: Translate,
): APIEmbed {
  const { provider, image } = story;
  const { heat } = rateEvent(story, coverage);
  const excerpt = isCompact ? '' : closeExcerpt(story.excerpt);
  const picture = takenAddress(image?.url ?? null);
  const authorUrl = takenAddress(`https://${provider.domain}`);
  const iconUrl = takenAddress(provider.iconUrl);
  const link = takenAddress(story.link);
  const isLarge =
    !isCompact && image !== null && (image.widthPx === null || image.widthPx >= LARGE_IMAGE_MIN_PX);
  return {
    author: {
      name: cutText(provider.name, EMBED_AUTHOR_MAX_CHARS),
      ...(authorUrl !== undefined && { url: authorUrl }),
      ...(iconUrl !== undefined && { icon_url: iconUrl }),
    },
    title: escapeWithin(story.title, EMBED_TITLE_MAX_CHARS),
    ...(link !== undefined && { url: link }),
    ...(excerpt !== '' && { description: escapeWithin(excerpt, CARD_EXCERPT_MAX_CHARS) }),
    ...(picture !== undefined && { [isLarge ? 'image' : 'thumbnail']: { url: picture } }),
    ...(coverage.length > 0 && !isCompact && { fields: [buildRelatedField(coverage, t)] }),
    footer: { text: formatFooter(story.topics, heat, t) },
    timestamp: new Date(story.publishedAtMs).toISOString(),
    color: findHeatColor(heat),
  };
}

/** Headline, outlet and age in one line of text. */
function formatHeadline({ title, link, provider, publishedAtMs }: Story): string {
  const headline = maskLinkWithoutPreview(title, link, EMBED_TITLE_MAX_CHARS, HEADLINE_LINK_MAX_CHARS);
  const outlet = escapeWithin(provider.name, RELATED_PROVIDER_MAX_CHARS);
  return `**${headline}** · ${outlet} · ${formatTimestamp(publishedAtMs, 'R')}`;
}

function formatOutletHeadline({ title, provider }: Story): string {
  const outlet = escapeWithin(provider.name, RELATED_PROVIDER_MAX_CHARS);
  return `**${escapeWithin(title, EMBED_TITLE_MAX_CHARS)}** · ${outlet}`;
}

/** What a message of ours shows, read from its buttons or its link; null: no story, and no digest. */
export function readStoryOfMessage(
  message: Pick<APIMessage, 'components' | 'embeds'> & Partial<Pick<APIMessage, 'content'>>,
): { storyId: string } | { link: string } | { digest: SentDigest } | null {
  const storyIds: string[] = [];
  for (const row of message.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue;
    for (const component of row.components) {
      const id = 'custom_id' in component ? parseCustomId(component.custom_id) : null;
      if (id?.kind === 'related') return { storyId: id.storyId };
      // A digest's menu comes before its button.
      if (id?.kind === 'news-open' && 'options' in component)
        storyIds.push(...component.options.map(({ value }) => value));
      // One without a channel is what a member showed to everyone.
      if (id?.kind === 'digest-more' && id.state.channelId !== null)
        return { digest: { ...id.state, storyIds } };
    }
  }
  const link = message.embeds[0]?.url ?? HEADLINE_LINK.exec(message.content ?? '')?.[1];
  return link === undefined ? null : { link };
}

function buildRelatedField(coverage: readonly CoverageArticle[], t: Translate) {
  const lines: string[] = [];
  for (const { title, link, providerName } of coverage) {
    const provider = escapeWithin(providerName, RELATED_PROVIDER_MAX_CHARS);
    const line = `${maskLink(title, link, RELATED_TITLE_MAX_CHARS, BUTTON_LINK_MAX_CHARS)} · ${provider}`;
    if ([...lines, line].join('\n').length > EMBED_FIELD_VALUE_MAX_CHARS - MORE_MAX_CHARS) continue;
    lines.push(line);
    if (lines.length === RELATED_IN_CARD_MAX) break;
  }
  const more = coverage.length - lines.length;
  if (more > 0) lines.push(t('card.more', { count: more }));
  return { name: t('card.alsoCoveredBy'), value: lines.join('\n') };
}

function formatFooter(topics: readonly string[], heat: number | null, t: Translate): string {
  const parts = [topics.join(', '), heat === null ? '' : showHeat(heat, t)];
  return cutText(parts.filter((part) => part !== '').join(' · ') || t('card.news'), EMBED_FOOTER_MAX_CHARS);
}

/**
 * Whether the card's address does not tell which story this is: the page holds several, or it is left off. Then the
 * Related button does.
 */
function isUntold({ canonicalLink, link }: Story): boolean {
  return canonicalLink.includes('#') || takenAddress(link) === undefined;
}

function buildButtons(story: Story, coverageCount: number, t: Translate): NonNullable<Content['components']> {
  const { id, link, provider } = story;
  const buttons: APIButtonComponent[] = [];
  if (takenAddress(link, BUTTON_LINK_MAX_CHARS) !== undefined) {
    const label = cutText(t('card.readAt', { provider: provider.name }), BUTTON_LABEL_MAX_CHARS);
    buttons.push({ type: ComponentType.Button, style: ButtonStyle.Link, label, url: link });
  }
  if (coverageCount > 0 || isUntold(story)) {
    const label = coverageCount > 0 ? t('card.relatedCount', { count: coverageCount }) : t('card.related');
    buttons.push(buildRelatedButton(id, label));
  }
  return toRow(buttons);
}

function buildRelatedButton(storyId: string, label: string): APIButtonComponent {
  const custom_id = buildCustomId({ kind: 'related', storyId });
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id };
}

function toRow(buttons: readonly APIButtonComponent[]): NonNullable<Content['components']> {
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: [...buttons] }];
}
