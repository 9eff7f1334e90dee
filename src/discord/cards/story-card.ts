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
import { buildCustomId, parseCustomId } from './custom-id.ts';
import { findHeatColor } from './heat-words.ts';
import { escapeWithin, formatTimestamp, maskLink, maskLinkWithoutPreview } from './markdown.ts';

/** As much of the article as fits a phone's screen beside the image. */
const CARD_EXCERPT_MAX_CHARS = 400;
/** In a compact card, a sentence or two beside the small image. */
const COMPACT_EXCERPT_MAX_CHARS = 160;
/** A narrower image would be blown up when shown large. */
const LARGE_IMAGE_MIN_PX = 300;
/** With a longer address, a line of text would not fit a message (2000 characters). */
const HEADLINE_LINK_MAX_CHARS = 1500;
const RELATED_IN_CARD_MAX = 3;
const RELATED_TITLE_MAX_CHARS = 100;
const RELATED_PROVIDER_MAX_CHARS = 40;
/** Room for the line that says how many more there are. */
const MORE_MAX_CHARS = 40;

/** The message of a story: a card with its buttons, a small card, or one line. */
export function buildStoryCard(
  story: Story,
  coverage: readonly CoverageArticle[],
  { style, language, mentionRoleId }: MessageLook,
): Content {
  const t = translatorFor(isLanguage(language) ? language : 'en');
  const mention = mentionRoleId === null ? '' : `<@&${mentionRoleId}>`;
  const buttons = buildButtons(story, coverage.length, style === 'headline', t);
  if (style === 'headline') {
    const content = [mention, formatHeadline(story)].filter((part) => part !== '').join(' ');
    return { content, components: buttons, mentionRoleId };
  }
  const embed = buildEmbed(story, coverage, style === 'compact', t);
  return { content: mention, embeds: [embed], components: buttons, mentionRoleId };
}

function buildEmbed(
  story: Story,
  coverage: readonly CoverageArticle[],
  isCompact: boolean,
  t: Translate,
): APIEmbed {
  const { provider, image } = story;
  const { heat } = rateEvent(story, coverage);
  const excerpt = closeExcerpt(story.excerpt);
  const excerptMaxChars = isCompact ? COMPACT_EXCERPT_MAX_CHARS : CARD_EXCERPT_MAX_CHARS;
  const isLarge =
    !isCompact && image !== null && (image.widthPx === null || image.widthPx >= LARGE_IMAGE_MIN_PX);
  return {
    author: {
      name: cutText(provider.name, EMBED_AUTHOR_MAX_CHARS),
      url: `https://${provider.domain}`,
      ...(provider.iconUrl !== null && { icon_url: provider.iconUrl }),
    },
    title: escapeWithin(story.title, EMBED_TITLE_MAX_CHARS),
    url: story.link,
    ...(excerpt !== '' && { description: escapeWithin(excerpt, excerptMaxChars) }),
    ...(image !== null && isLarge && { image: { url: image.url } }),
    ...(image !== null && !isLarge && { thumbnail: { url: image.url } }),
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

/** What a message of ours shows, read from its buttons or its link; null: no story, and no digest. */
export function readStoryOfMessage(
  message: Pick<APIMessage, 'components' | 'embeds'>,
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
  const link = message.embeds[0]?.url;
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
  const parts = [topics.join(', '), heat === null ? '' : t('card.heat', { heat })];
  return cutText(parts.filter((part) => part !== '').join(' · ') || t('card.news'), EMBED_FOOTER_MAX_CHARS);
}

/** @param isBare whether the message shows nothing else by which its story can be told: then Related is always there */
function buildButtons(
  { id, link, canonicalLink, provider }: Story,
  coverageCount: number,
  isBare: boolean,
  t: Translate,
): NonNullable<Content['components']> {
  const buttons: APIButtonComponent[] = [];
  if (link.length <= BUTTON_LINK_MAX_CHARS && !isBare) {
    const label = cutText(t('card.readAt', { provider: provider.name }), BUTTON_LABEL_MAX_CHARS);
    buttons.push({ type: ComponentType.Button, style: ButtonStyle.Link, label, url: link });
  }
  // The address of a page that holds several stories does not tell which one this is.
  const isOneOfPage = canonicalLink.includes('#');
  if (coverageCount > 0 || isBare || isOneOfPage) {
    buttons.push({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: coverageCount > 0 ? t('card.relatedCount', { count: coverageCount }) : t('card.related'),
      custom_id: buildCustomId({ kind: 'related', storyId: id }),
    });
  }
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}
